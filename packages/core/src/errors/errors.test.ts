import { describe, expect, test } from 'vitest';
import { EncoderError } from './encoder-error.js';
import { importOptional } from './import-optional.js';
import { InvalidInputError } from './invalid-input-error.js';
import { MissingDependencyError } from './missing-dependency-error.js';
import { MissingItemError } from './missing-item-error.js';
import { ModelFileError } from './model-file-error.js';
import { SourceError } from './source-error.js';
import { UnsupportedError } from './unsupported-error.js';

const classes = {
  InvalidInputError,
  MissingItemError,
  ModelFileError,
  SourceError,
  UnsupportedError,
  EncoderError,
};

describe.each(Object.entries(classes))('%s', (name, ErrorClass) => {
  test('is an Error with its own name, message and cause', () => {
    const cause = new Error('inner');
    const error = new ErrorClass('what happened', { cause });
    expect(error).toBeInstanceOf(Error);
    expect(error.name).toBe(name);
    expect(error.message).toBe('what happened');
    expect(error.cause).toBe(cause);
    expect(String(error)).toBe(`${name}: what happened`);
    expect(Object.keys(error)).not.toContain('name');
  });

  test('has no cause when none was given', () => {
    expect('cause' in new ErrorClass('alone')).toBe(false);
  });

  test('is recognised by its mark, also when it comes from another copy of core', () => {
    const foreign = Object.assign(new Error('x'), { [Symbol.for(`tovec.error.${name}`)]: true });
    expect(ErrorClass.isInstance(new ErrorClass('x'))).toBe(true);
    expect(ErrorClass.isInstance(foreign)).toBe(true);
  });

  test('recognises nothing else', () => {
    const others = Object.values(classes).filter((other) => other !== ErrorClass);
    for (const Other of others) expect(ErrorClass.isInstance(new Other('x'))).toBe(false);
    for (const value of [undefined, null, 'text', new Error('x'), {}]) {
      expect(ErrorClass.isInstance(value)).toBe(false);
    }
  });
});

test('errors carry what they are about', () => {
  expect(new InvalidInputError('x', { argument: 'window', given: -1 })).toMatchObject({
    argument: 'window',
    given: -1,
  });
  expect(new MissingItemError('x', { item: 'zzz' }).item).toBe('zzz');
  expect(new SourceError('x', { source: 'a.txt' }).source).toBe('a.txt');
  expect(new EncoderError('x', { encoder: 'bert' }).encoder).toBe('bert');
});

describe('a ModelFileError', () => {
  test('says in its message which file and where', () => {
    const error = new ModelFileError('bad number', { file: 'a.txt', line: 3, offset: 40 });
    expect(error.message).toBe('a.txt: bad number (line 3, at byte 40)');
    expect(error).toMatchObject({ file: 'a.txt', line: 3, offset: 40 });
  });
});

describe('importOptional', () => {
  test('gives the module when it is there', async () => {
    const path = await importOptional('node:path', '*', () => import('node:path'));
    expect(path.posix.sep).toBe('/');
  });

  test('names the package, the range and the install command when it is missing', async () => {
    const name = 'a-package-that-is-not-there';
    const failure = await importOptional(name, '^1.2.0', () => import(name)).catch((e) => e);
    expect(MissingDependencyError.isInstance(failure)).toBe(true);
    expect(failure).toMatchObject({ packageName: name, range: '^1.2.0' });
    expect(failure.message).toContain(`npm install '${name}@^1.2.0'`);
  });

  test('says why when the package is there but does not load', async () => {
    const load = async () => {
      throw new Error('libvips is too old\nand more');
    };
    await expect(importOptional('sharp', '^0.35.0', load)).rejects.toThrow(
      'The package sharp could not be loaded (libvips is too old).',
    );
  });
});

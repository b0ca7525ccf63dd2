import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { InvalidInputError, SourceError } from '@tovec/core';
import { describe, expect, onTestFinished, test } from 'vitest';
import { contents } from '../testing/contents.js';
import { rejection, temporaryDirectory, watchTemporaryFiles } from '../testing/helpers.js';
import { openCorpus } from './open-corpus.js';

describe('a corpus of files', () => {
  test('is a file by its path, or by a file: URL', async () => {
    const path = join(await temporaryDirectory(), 'a text.txt');
    await writeFile(path, 'one two\n');
    expect(await contents({ path })).toEqual(['one two\n']);
    expect(await contents({ path: pathToFileURL(path) })).toEqual(['one two\n']);
    expect(await contents(pathToFileURL(path))).toEqual(['one two\n']);
  });

  test('is read where it lies, under its own name', async () => {
    const path = join(await temporaryDirectory(), 'text');
    await writeFile(path, 'one');
    const temporary = await watchTemporaryFiles();
    await using corpus = await openCorpus({ path });
    expect(corpus.files).toMatchObject([{ path, name: path, bytes: 3 }]);
    expect(await temporary()).toEqual([]);
  });

  test('is unpacked when its content is gzip, whatever its name', async () => {
    const path = join(await temporaryDirectory(), 'text.txt');
    await writeFile(path, gzipSync('one two\n'.repeat(1000)));
    const temporary = await watchTemporaryFiles();
    expect(await contents({ path })).toEqual(['one two\n'.repeat(1000)]);
    expect(await temporary()).toEqual([]);
  });

  test('is every file of a directory and its subdirectories by name, but for hidden ones', async () => {
    const directory = await temporaryDirectory();
    const files = ['b.txt', 'a', 'sub/deep/c.gz', 'sub/d', '.hidden', '.git/e', 'sub/.f'];
    for (const file of files) {
      await mkdir(join(directory, file, '..'), { recursive: true });
      await writeFile(join(directory, file), file.endsWith('gz') ? gzipSync(file) : file);
    }
    await writeFile(join(directory, 'empty'), '');
    await symlink(join(directory, '.hidden'), join(directory, 'link'));
    const expected = ['a', 'b.txt', '.hidden', 'sub/d', 'sub/deep/c.gz'];
    expect(await contents({ path: directory })).toEqual(expected);
    expect(await contents({ path: `${directory}/` })).toEqual(expected);
    expect(await contents(pathToFileURL(`${directory}/`))).toEqual(expected);
  });

  test('knows hidden files also where the path is relative', async () => {
    const directory = await temporaryDirectory();
    await writeFile(join(directory, 'a'), 'seen');
    await writeFile(join(directory, '.a'), 'hidden');
    const before = process.cwd();
    onTestFinished(() => process.chdir(before));
    process.chdir(directory);
    expect(await contents({ path: '.' })).toEqual(['seen']);
    expect(await contents({ path: './' })).toEqual(['seen']);
    await mkdir('sub');
    process.chdir('sub');
    expect(await contents({ path: '..' })).toEqual(['seen']);
  });

  test('may lie in a hidden directory', async () => {
    const directory = join(await temporaryDirectory(), '.corpus');
    await mkdir(directory);
    await writeFile(join(directory, 'a'), 'seen');
    expect(await contents({ path: directory })).toEqual(['seen']);
  });

  test('must be there', async () => {
    const error = await rejection(openCorpus({ path: '/nowhere/text.txt' }));
    expect(error).toBeInstanceOf(SourceError);
    expect(error.message).toBe('there is no file or directory /nowhere/text.txt');
    expect((error as SourceError).source).toBe('/nowhere/text.txt');
  });

  test('must hold a file when it is a directory', async () => {
    const directory = await temporaryDirectory();
    await mkdir(join(directory, 'sub'));
    await writeFile(join(directory, '.hidden'), 'one');
    const error = await rejection(openCorpus({ path: directory }));
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error.message).toBe(`the directory ${directory} has no files to learn from`);
  });

  test('must be readable: a link to nothing or to a directory is not', async () => {
    const directory = await temporaryDirectory();
    await symlink(join(directory, 'gone'), join(directory, 'link'));
    expect(await rejection(openCorpus({ path: directory }))).toBeInstanceOf(SourceError);
    const other = await temporaryDirectory();
    await symlink(directory, join(other, 'link'));
    expect(await rejection(openCorpus({ path: other }))).toBeInstanceOf(SourceError);
  });

  test('leaves nothing behind when a gzip file is damaged', async () => {
    const path = join(await temporaryDirectory(), 'text.gz');
    const packed = gzipSync(Buffer.from(Array.from({ length: 5000 }, (_, at) => (at * at) % 251)));
    const temporary = await watchTemporaryFiles();
    for (const damaged of [packed.subarray(0, packed.length / 2), packed.fill(0, 20, 40)]) {
      await writeFile(path, damaged);
      const error = await rejection(openCorpus({ path }));
      expect(error).toBeInstanceOf(SourceError);
      expect(error.message).toContain(path);
    }
    expect(await temporary()).toEqual([]);
  });

  test('is not fetched from the network', async () => {
    const url = new URL('https://example.org/text.txt');
    for (const corpus of [url, { path: url }, new URL('file://server/text.txt')]) {
      const error = await rejection(openCorpus(corpus));
      expect(error).toBeInstanceOf(InvalidInputError);
      expect(error.message).toContain('download it first');
    }
  });
});

describe('an abort while a corpus is opened', () => {
  const reason = Object.assign(new Error('enough'), { code: 'MINE' });

  test('is heard before anything is done', async () => {
    const signal = AbortSignal.abort(reason);
    expect(await rejection(openCorpus({ path: '/nowhere' }, signal))).toBe(reason);
  });

  test('does not wait for an item that never comes, and closes the iterable', async () => {
    const temporary = await watchTemporaryFiles();
    const controller = new AbortController();
    let isClosed = false;
    const hanging: AsyncIterable<string> = {
      [Symbol.asyncIterator]: () => ({
        next: () => new Promise(() => {}),
        return: () => {
          isClosed = true;
          return new Promise(() => {});
        },
      }),
    };
    const opening = openCorpus(hanging, controller.signal);
    setTimeout(() => controller.abort(reason), 20);
    expect(await rejection(opening)).toBe(reason);
    expect(isClosed).toBe(true);
    expect(await temporary()).toEqual([]);
  });

  test('stops a long iterable between two items', async () => {
    const controller = new AbortController();
    let items = 0;
    function* endless() {
      for (;;) {
        if (++items === 100) controller.abort(reason);
        yield 'one two three';
      }
    }
    expect(await rejection(openCorpus(endless(), controller.signal))).toBe(reason);
    expect(items).toBe(100);
  });

  test('stops unpacking', async () => {
    const path = join(await temporaryDirectory(), 'text.gz');
    await writeFile(path, gzipSync(Buffer.alloc(64 << 20)));
    const temporary = await watchTemporaryFiles();
    const controller = new AbortController();
    setTimeout(() => controller.abort(reason), 5);
    expect(await rejection(openCorpus({ path }, controller.signal))).toBe(reason);
    expect(await temporary()).toEqual([]);
  });
});

import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { InvalidInputError, SourceError } from '@tovec/core';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { rejection, temporaryDirectory, watchTemporaryFiles } from '../testing/helpers.js';
import type { Corpus } from './corpus.js';
import { openCorpus } from './open-corpus.js';

/** The bytes of a corpus's files, as Latin-1 so that separators of tokens can be seen. */
async function contents(corpus: Corpus): Promise<string[]> {
  await using opened = await openCorpus(corpus);
  const texts = await Promise.all(opened.files.map(({ path }) => readFile(path, 'latin1')));
  expect(opened.files.map(({ bytes }) => bytes)).toEqual(texts.map((text) => text.length));
  expect(opened.bytes).toBe(texts.join('').length);
  return texts;
}

const notAnything = (given: unknown) => openCorpus(given as Corpus);

async function* later<Item>(...items: Item[]): AsyncGenerator<Item> {
  for (const item of items) {
    await new Promise((resolve) => setImmediate(resolve));
    yield item;
  }
}

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

describe('a corpus in memory', () => {
  test('is a text, or texts', async () => {
    expect(await contents('one two\nthree')).toEqual(['one two\nthree\n']);
    expect(await contents(['one', 'two three'])).toEqual(['one\ntwo three\n']);
    expect(await contents(new Set(['one', 'two']))).toEqual(['one\ntwo\n']);
    expect(await contents(later('one', 'two\nthree'))).toEqual(['one\ntwo\nthree\n']);
  });

  test('is sentences of tokens, which may hold white space', async () => {
    const sentences = [['New York', 'is\n'], [], ['big']];
    const expected = ['New York\xffis\n\xff\xfe\xfebig\xff\xfe'];
    expect(await contents(sentences)).toEqual(expected);
    expect(await contents(later(...sentences))).toEqual(expected);
    await using corpus = await openCorpus(sentences);
    expect(corpus.form).toBe('tokens');
  });

  test('keeps bytes that are no UTF-8 when they come as lone surrogates', async () => {
    expect(await contents('caf\udce9')).toEqual(['caf\xe9\n']);
    const error = await rejection(openCorpus(['half a pair: \ud800']));
    expect(error).toBeInstanceOf(InvalidInputError);
  });

  test('refuses tokens with the two bytes that separate tokens', async () => {
    for (const token of ['a\udcfe', '\udcffb']) {
      expect(await rejection(openCorpus([[token]]))).toBeInstanceOf(InvalidInputError);
    }
    // The same code units as halves of a pair are a character like any other.
    await using corpus = await openCorpus([['\ud83d\udcfe']]);
    expect(corpus.bytes).toBe(6);
  });

  test('may be empty, which is for the vocabulary to refuse', async () => {
    expect(await contents([])).toEqual([]);
    expect(await contents(later())).toEqual([]);
  });

  test('holds strings or arrays of strings, not both and nothing else', async () => {
    for (const [given, message] of [
      [['one', ['two']], 'item 1 of the corpus is an array, but a string'],
      [[['one'], 'two'], 'item 1 of the corpus is string, but an array'],
      [['one', 2], 'item 1 of the corpus is number'],
      [[3], 'item 0 of the corpus is number'],
      [[['one', 2]], 'a token of item 0 of the corpus is number'],
      [new Uint8Array(2), 'item 0 of the corpus is number'],
      [later('one', undefined), 'item 1 of the corpus is undefined'],
    ] as const) {
      const error = await rejection(notAnything(given));
      expect(error).toBeInstanceOf(InvalidInputError);
      expect(error.message).toContain(message);
    }
  });

  test.each([
    [undefined, 'but undefined was given'],
    [null, 'but null was given'],
    [5, 'but 5 was given'],
    [{}, 'but an object was given'],
    [{ path: undefined }, 'but an object was given'],
    [{ path: 5 }, 'the path of a corpus is a string or a file: URL, but 5 was given'],
    [{ path: ['a'] }, 'but an array of 1 was given'],
  ])('is not %j', async (given, message) => {
    const error = await rejection(notAnything(given));
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error.message).toContain(message);
  });

  test('leaves no temporary file behind, neither disposed of nor refused', async () => {
    const temporary = await watchTemporaryFiles();
    await using corpus = await openCorpus('one two');
    expect(await temporary()).toHaveLength(1);
    await corpus[Symbol.asyncDispose]();
    expect(await temporary()).toEqual([]);
    await rejection(notAnything(['one', 2]));
    expect(await temporary()).toEqual([]);
  });

  test('throws what its iterable throws', async () => {
    const temporary = await watchTemporaryFiles();
    const mine = Object.assign(new Error('mine'), { code: 'ENOENT' });
    const failing = async function* () {
      yield 'one';
      throw mine;
    };
    expect(await rejection(openCorpus(failing()))).toBe(mine);
    expect(await temporary()).toEqual([]);
  });

  test('says so when temporary files cannot be written', async () => {
    vi.stubEnv('TMPDIR', '/nowhere');
    onTestFinished(() => {
      vi.unstubAllEnvs();
    });
    const error = await rejection(openCorpus('one two'));
    expect(error).toBeInstanceOf(SourceError);
    expect(error.message).toContain('/nowhere');
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

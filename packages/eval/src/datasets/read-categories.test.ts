import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ModelFileError, SourceError } from '@tovec/core';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bytesOf, rejection } from '../testing/bytes.js';
import { mutated } from '../testing/mutated.js';
import { readCategories } from './read-categories.js';

const read = (text: string) => readCategories(bytesOf(text));
let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'tovec-eval-'));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

describe('a file of categories', () => {
  test('is a word and a category a line, between a tab or blanks', async () => {
    const { words } = await read(
      '\uFEFF# animals\r\nred wine\tsoft drink\textra\ncat  animal\r\n\r\ndog animal',
    );
    expect(words).toEqual([
      { word: 'red wine', category: 'soft drink' },
      { word: 'cat', category: 'animal' },
      { word: 'dog', category: 'animal' },
    ]);
  });

  test('may have a word in two categories', async () => {
    const { words } = await read('orange\tfruit\norange\tcolour\n');
    expect(words).toHaveLength(2);
  });

  test.each([
    ['cat animal\ndog\n', "'dog' is no word with its category"],
    ['cat animal\ndog\n', '(line 2)'],
    ['cat animal big\n', 'is no word with its category'],
    ['cat\t\ndog\tanimal\n', '(line 1)'],
    ['cat a\ndog b\ncat a\n', "'cat' is in the category 'a' twice (line 3)"],
    ['cat a\ndog a\n', "all words are of the category 'a'"],
    ['', 'there are no words with categories'],
  ])('is refused with what is wrong: %j', async (text, message) => {
    const error = await rejection(read(text));
    expect(error).toBeInstanceOf(ModelFileError);
    expect(error.message).toContain(message);
  });

  test('damaged in any way is read or refused, never anything else', async () => {
    const valid = bytesOf('cat\tanimal\ndog\tanimal\nred wine\tdrink\nbeer drink\n');
    await fc.assert(
      fc.asyncProperty(mutated(valid), async (bytes) => {
        const result = await readCategories(bytes).catch((error: unknown) => error);
        if (ModelFileError.isInstance(result)) return;
        const { words } = result as Awaited<ReturnType<typeof readCategories>>;
        for (const { word, category } of words) expect(word !== '' && category !== '').toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

describe('a directory of categories', () => {
  test('is a file for each, in the order of their names', async () => {
    await writeFile(join(directory, 'drink.txt'), 'tea\nred wine\tnote\n');
    await writeFile(join(directory, 'animal.txt'), 'cat\r\n');
    await writeFile(join(directory, 'README.md'), 'not this one');
    const { name, sha256, words } = await readCategories(directory);
    expect(name).toBe(directory.split('/').at(-1));
    // sha256sum *.txt | sha256sum
    expect(sha256).toBe('9a1e3c6ed2a367d3134c9546824a3bdcd2f6fe4151081839b5f6a8abac153a00');
    expect(words).toEqual([
      { word: 'cat', category: 'animal' },
      { word: 'tea', category: 'drink' },
      { word: 'red wine', category: 'drink' },
    ]);
  });

  test('without text files is a SourceError', async () => {
    const empty = await mkdtemp(join(directory, 'empty-'));
    const error = await rejection(readCategories(empty));
    expect(error).toBeInstanceOf(SourceError);
    expect(error.message).toContain('has no .txt files in it');
  });
});

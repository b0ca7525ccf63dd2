import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { temporaryDirectory } from '../testing/helpers.js';
import type { Corpus, CorpusFiles } from './corpus.js';
import { openCorpus } from './open-corpus.js';
import { cutSegments, type Segment } from './segments.js';

const kibibyte = 1 << 10;

/** A text whose words and lines are of any length, up to none at all. */
const texts = fc
  .record({
    longestWord: fc.constantFrom(1, 10, 3000, 100_000),
    wordsInLine: fc.constantFrom(1, 7, 1000, Number.POSITIVE_INFINITY),
    bytes: fc.integer({ min: 0, max: 200 * kibibyte }),
  })
  .map(({ longestWord, wordsInLine, bytes }) => {
    let text = '';
    for (let word = 1; text.length < bytes; word++) {
      const length = 1 + ((word * 7919) % longestWord);
      text += 'x'.repeat(length) + (word % wordsInLine === 0 ? '\n' : ' ');
    }
    return text.slice(0, bytes);
  });

/** Holds the cuts against what they are to be, with a plain search for each. */
async function checkCuts(corpus: CorpusFiles, segments: readonly Segment[], workers: number) {
  const wanted = Math.ceil(corpus.bytes / (16 * workers));
  const size = Math.min(1024 * kibibyte, Math.max(16 * kibibyte, wanted));
  const isText = corpus.form === 'text';
  for (const [file, { path, bytes }] of corpus.files.entries()) {
    const text = await readFile(path, 'latin1');
    const own = segments.filter((segment) => segment.file === file);
    expect(own.map(({ start }) => start)).toEqual([0, ...own.slice(0, -1).map(({ end }) => end)]);
    expect(own.at(-1)?.end).toBe(bytes);
    for (const { start, end } of own) {
      const nominal = start + size;
      const near = text.slice(nominal, nominal + 4 * kibibyte);
      const sentence = near.indexOf(isText ? '\n' : '\xfe');
      const word = text.slice(nominal).search(isText ? /[\0- ]/ : /[\xfe\xff]/);
      const cut = sentence >= 0 ? sentence : word;
      expect(end).toBe(cut >= 0 ? nominal + cut + 1 : bytes);
    }
  }
}

async function cut(corpus: Corpus, workers: number): Promise<Segment[]> {
  await using opened = await openCorpus(corpus);
  const segments = cutSegments(opened, workers);
  await checkCuts(opened, segments, workers);
  return segments;
}

describe('segments', () => {
  test('cover files once, and end with a sentence nearby or else with a word', async () => {
    const directory = await temporaryDirectory();
    const workers = fc.integer({ min: 1, max: 9 });
    await fc.assert(
      fc.asyncProperty(texts, texts, workers, async (one, other, count) => {
        await writeFile(join(directory, 'one'), one);
        await writeFile(join(directory, 'other'), other);
        await cut({ path: directory }, count);
      }),
      { numRuns: 60 },
    );
  });

  test('keep tokens and sentences of tokens whole, white space or not', async () => {
    const sentences = Array.from({ length: 3000 }, (_, at) => ['New York\n', `is ${at}`, 'big']);
    expect((await cut(sentences, 2)).length).toBeGreaterThan(4);
    await cut([sentences.flat()], 2);
  });

  test('are one where a file is one line of one word, and many where it is one line of words', async () => {
    expect(await cut('x'.repeat(300 * kibibyte), 2)).toHaveLength(1);
    expect((await cut('word '.repeat(60 * kibibyte), 2)).length).toBeGreaterThan(15);
  });

  test('are at least 16 KiB and at most a little over 1 MiB', async () => {
    expect(await cut('word '.repeat(6 * kibibyte), 4)).toHaveLength(2);
    const segments = await cut('word '.repeat(5000 * kibibyte), 1);
    expect(segments[0]).toEqual({ file: 0, start: 0, end: 1024 * kibibyte + 4 });
  });

  test('are none of an empty corpus', async () => {
    expect(await cut('', 1)).toHaveLength(1);
    expect(await cut([], 1)).toEqual([]);
  });
});

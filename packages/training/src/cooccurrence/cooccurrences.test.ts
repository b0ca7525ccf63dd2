import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createRandom, InvalidInputError, SourceError } from '@tovec/core';
import { describe, expect, test } from 'vitest';
import { referenceCounts } from '../testing/cooccurrence-reference.js';
import { rejection, temporaryDirectory, watchTemporaryFiles } from '../testing/helpers.js';
import { type Cooccurrences, cooccurrences } from './cooccurrences.js';
import { type CooccurrenceOptions, cooccurrenceSettings } from './settings.js';

/** Sentences of words whose frequency falls with their number; `sentenceLength` 0 makes one sentence. */
function randomSentences(words: number, vocabulary: number, sentenceLength: number, seed = 1) {
  const random = createRandom(seed);
  const sentences: string[][] = [[]];
  for (let word = 0; word < words; word++) {
    sentences.at(-1)!.push(`w${Math.floor(vocabulary * random.float() ** 3)}`);
    if (sentenceLength > 0 && random.integer(sentenceLength) === 0) sentences.push([]);
  }
  return sentences;
}

async function entriesOf(counted: Cooccurrences) {
  const entries: [row: number, column: number, value: number][] = [];
  for await (const { rows, columns, values } of counted.blocks()) {
    values.forEach((value, at) => {
      entries.push([rows[at]!, columns[at]!, value]);
    });
  }
  return entries;
}

async function countedOf(sentences: readonly string[][], options: CooccurrenceOptions) {
  const text = sentences.map((sentence) => sentence.join(' ')).join('\n');
  await using counted = await cooccurrences(text, { minCount: 1, workers: 1, ...options });
  return { ...counted, entries: await entriesOf(counted) };
}

/** Holds what was counted against the plain spelling of it. */
function expectEqual(
  { vocabulary, nonZeros, entries }: Awaited<ReturnType<typeof countedOf>>,
  sentences: readonly string[][],
  options: CooccurrenceOptions,
): void {
  const ids = new Map(vocabulary.words.map((word, id) => [word, id]));
  const known = sentences.map((sentence) => sentence.flatMap((word) => ids.get(word) ?? []));
  const expected = referenceCounts(known, cooccurrenceSettings(options));
  const differences = entries.map(([row, column, value]) =>
    Math.abs(value / expected.get(`${row} ${column}`)! - 1),
  );
  expect([nonZeros, entries.length]).toEqual([expected.size, expected.size]);
  expect(differences.reduce((a, b) => Math.max(a, b), 0)).toBeLessThan(2e-7);
  const keys = entries.map(([row, column]) => row * 1e6 + column);
  expect(keys).toEqual(keys.toSorted((a, b) => a - b));
}

describe('co-occurrences', () => {
  test.each([
    {},
    { window: 1 },
    { window: 4, symmetric: false },
    { window: 3, distanceWeighting: false },
    { window: 40, symmetric: false, distanceWeighting: false },
    { minCount: 20, window: 5 },
    { maxVocabulary: 1 },
  ])('are what counting pair by pair gives: %j', async (options) => {
    for (const sentences of [randomSentences(4000, 300, 12), randomSentences(4000, 300, 0)]) {
      expectEqual(await countedOf(sentences, options), sentences, options);
    }
  });

  test('are the same for any number of workers, also where their texts meet', async () => {
    // One sentence of several segments for each worker.
    const sentences = randomSentences(30_000, 1000, 0);
    const one = await countedOf(sentences, { window: 7 });
    expectEqual(one, sentences, { window: 7 });
    for (const workers of [2, 5]) {
      const several = await countedOf(sentences, { window: 7, workers });
      expect(several.entries).toEqual(one.entries);
    }
  });

  test.each([1, 2])(
    'are the same when memory holds only parts of the text: %i',
    async (workers) => {
      const sentences = randomSentences(100_000, 500, 0);
      const options = { window: 9, workers, memory: 1.75e6 * workers + 0.15e6 };
      const parts = await countedOf(sentences, options);
      expect(parts.report.batches).toBeGreaterThan(1);
      expect(parts.report.spilledBytes).toBeGreaterThan(parts.nonZeros * 8);
      expectEqual(parts, sentences, options);
    },
  );

  test('have rows that take all the room there is', async () => {
    // More words than entries are held at least, and two rows with nearly all of them as columns.
    const text = Array.from({ length: 70_000 }, (_, at) => `x w${at} y`).join(' ');
    await using counted = await cooccurrences(text, { minCount: 1, window: 1, workers: 1 });
    // x and y stand beside each word, and beside each other where one ends and the next begins.
    expect(counted.nonZeros).toBe(4 * 70_000 + 2);
    const entries = await entriesOf(counted);
    expect(entries.filter(([row]) => row < 2)).toHaveLength(2 * 70_001);
    expect(entries.every(([row, , value]) => row < 2 || value === 1)).toBe(true);
  });

  test('do not reach across the ends of sentences and files', async () => {
    const directory = await temporaryDirectory();
    await writeFile(join(directory, 'a.txt'), 'a b');
    await writeFile(join(directory, 'b.txt'), 'c d \n e\n\nf');
    await using counted = await cooccurrences({ path: directory }, { minCount: 1 });
    const { words } = counted.vocabulary;
    const pairs = (await entriesOf(counted)).map(([row, column]) => words[row]! + words[column]!);
    expect(pairs.toSorted()).toEqual(['ab', 'ba', 'cd', 'dc']);
  });

  test('end a sentence that ends where a chunk of text begins', async () => {
    // Word, white space and line end around every place where a chunk of 131,072 bytes may be cut.
    for (const length of [131_070, 131_071, 131_072, 131_073]) {
      const text = `${'x '.repeat(length / 2)}${length % 2 === 1 ? ' ' : ''} \n y`;
      await using counted = await cooccurrences(text, { minCount: 1, workers: 1 });
      expect(counted.nonZeros).toBe(1);
    }
  });

  test('do not stall where a pair is counted more often than 32 bits tell apart', async () => {
    await using counted = await cooccurrences('the '.repeat(400_000), { window: 100 });
    const [entry] = await entriesOf(counted);
    let expected = 0;
    for (let distance = 1; distance <= 100; distance++) {
      expected += (2 * (400_000 - distance)) / distance;
    }
    expect(Math.abs(entry![2] / expected - 1)).toBeLessThan(1e-7);
  });

  test('come from tokens that hold white space, and from rules that split and join words', async () => {
    await using tokens = await cooccurrences([['New York', 'is', 'big']], { minCount: 1 });
    expect(tokens.nonZeros).toBe(6);
    await using split = await cooccurrences("it's A a", {
      ...{ minCount: 1, lowercase: true, tokenPattern: /\p{L}+/gu },
    });
    expect(split.vocabulary.words).toEqual(['a', 'it', 's']);
    expect(split.nonZeros).toBe(7);
  });

  test('can be read any number of times, until they are disposed of', async () => {
    const temporary = await watchTemporaryFiles();
    const counted = await cooccurrences('a b c', { minCount: 1 });
    expect(await entriesOf(counted)).toEqual(await entriesOf(counted));
    expect(await temporary()).toHaveLength(1);
    await counted.dispose();
    expect(await temporary()).toEqual([]);
    expect(await rejection(entriesOf(counted))).toBeInstanceOf(SourceError);
  });
});

describe('refused', () => {
  test.each([
    [{ window: 0 }, 'window must be an integer'],
    [{ symmetric: 1 }, 'symmetric must be true or false'],
    [{ memory: 'much' }, "a text like '500mb' or '2gb', but was \"much\""],
    [{ memory: -1 }, 'memory must be a finite number'],
    [{ memory: '100kb' }, 'needs at least'],
    [{ windw: 3 }, "Did you mean 'window'?"],
  ])('is %j', async (options, message) => {
    const temporary = await watchTemporaryFiles();
    const error = await rejection(cooccurrences('a b a b a b a b a b', options as object));
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error.message).toContain(message);
    expect(await temporary()).toEqual([]);
  });
});

import { createRandom, defineEncoder, type EncodeCall, InvalidInputError } from '@tovec/core';
import { describe, expect, test } from 'vitest';
import type { LabelledDataset } from '../datasets/labelled.js';
import { bagOfWords } from '../probe/bag-of-words.js';
import { validateResult } from '../results/validate-result.js';
import { rejection } from '../testing/bytes.js';
import { golden } from '../testing/fixtures.js';
import { transfer } from './transfer.js';

const words = {
  good: ['superb', 'great', 'charming', 'witty', 'moving', 'fresh', 'clever', 'warm'],
  bad: ['dull', 'awful', 'tired', 'flat', 'clumsy', 'stale', 'slow', 'cold'],
};

/** Reviews, each with one word that says it and another that does not. */
const reviews: LabelledDataset = {
  name: 'reviews',
  items: Array.from({ length: 160 }, (_, at) => {
    const label = at % 2 === 0 ? 'good' : 'bad';
    const word = words[label][(at >> 1) % 8]!;
    return { item: `a ${word} film number${at}`, labels: [label] };
  }),
};

/** Knows what the words mean, more or less; `ignorant` ones know nothing. */
function critic(id: string, noise: number, unknown?: string) {
  return defineEncoder({
    id,
    modality: 'document',
    dimensions: 3,
    limits: { maxBatch: 100, concurrent: true },
    capabilities: { deterministic: true, missing: 'report' },
    async doEncode({ inputs }: EncodeCall<string>) {
      const random = createRandom(inputs.length);
      const rows = inputs.flatMap((text) => {
        const isGood = words.good.some((word) => text.includes(word));
        return [isGood ? 1 : -1, 0, 0].map((value) => value + noise * random.normal());
      });
      const notes = inputs.flatMap((text, row) =>
        unknown !== undefined && text.includes(unknown) ? [{ row, kind: 'missing' as const }] : [],
      );
      return { vectors: Float32Array.from(rows), notes };
    },
  });
}

describe('transfer', () => {
  test('draws the learning curves of all contestants', async () => {
    const result = await transfer(critic('critic', 0.4), reviews, {
      ...{ rivals: { ignorant: critic('other', 50) }, draws: 4, shots: [16, 1, 4] },
    });
    expect(result).toMatchObject({
      ...{ task: 'transfer', primaryMetric: 'meanAccuracy', items: 160, pool: 80, tested: 80 },
      options: {
        shots: [1, 4, 16],
        draws: 4,
        trainFraction: 0.5,
        baselines: ['one-hot', 'tf-idf'],
      },
    });
    expect(result.curves.map(({ contestant, kind }) => [contestant, kind])).toEqual([
      ...[
        ['critic', 'encoder'],
        ['ignorant', 'rival'],
      ],
      ...[
        ['one-hot', 'baseline'],
        ['tf-idf', 'baseline'],
      ],
    ]);
    const [own, ignorant, oneHot] = result.curves;
    expect(Object.keys(oneHot!).sort()).toEqual([
      ...['contestant', 'dimensions', 'kind', 'meanAccuracy', 'points'],
    ]);
    expect(own!.points[0]!.accuracy).toBeGreaterThan(0.85);
    expect(ignorant!.meanAccuracy).toBeLessThan(0.7);
    // What a word says has to be learnt word by word.
    expect(oneHot!.points[0]!.accuracy).toBeLessThan(0.75);
    expect(oneHot!.points[2]!.accuracy).toBeGreaterThan(oneHot!.points[0]!.accuracy);
    for (const { interval, accuracy } of own!.points) {
      expect(interval!.low).toBeLessThanOrEqual(accuracy);
      expect(interval!.high).toBeGreaterThanOrEqual(accuracy);
    }
    expect(result.score).toBe(own!.meanAccuracy);
    const tested = result.found.filter((found) => found !== null);
    const mean = tested.reduce((sum, found) => sum + found / tested.length, 0);
    expect(mean).toBeCloseTo(result.score!, 5);
    expect(validateResult(JSON.parse(JSON.stringify(result)))).toEqual(result);
  });

  test('doubles the examples as far as the smallest class goes', async () => {
    const some = { ...reviews, items: reviews.items.slice(0, 44) };
    const result = await transfer(critic('critic', 0.1), some, { draws: 1, baselines: [] });
    expect(result.options.shots).toEqual([1, 2, 4, 8]);
    expect(result.curves).toHaveLength(1);
    expect(result.curves[0]!.points[0]!.interval).toBeNull();
  });

  test('asks all about the items that every encoder knows', async () => {
    const rivals = { other: critic('other', 0.1, 'dull') };
    const result = await transfer(critic('critic', 0.1, 'witty'), reviews, { rivals, draws: 2 });
    expect(result.pool + result.tested).toBe(140);
    expect(result.missingItems).toHaveLength(10);
    expect(result.coverage).toBeCloseTo(150 / 160, 12);
  });

  test('is the same with the same seed, and stops when told', async () => {
    const run = (seed: number) =>
      transfer(critic('critic', 0.6), reviews, { seed, draws: 2, shots: [2] });
    const [a, b, c] = [await run(1), await run(1), await run(2)];
    expect(a.curves).toEqual(b.curves);
    expect(a.found).not.toEqual(c.found);
    const signal = AbortSignal.abort(new Error('enough'));
    const stopped = transfer(critic('critic', 0.6), reviews, { signal });
    expect((await rejection(stopped)).message).toBe('enough');
  });

  test.each([
    [{ shots: [41] }, "the class 'bad' has 40 to draw from"],
    [{ shots: [] }, 'shots must be a list'],
    [{ shots: [0] }, 'shots must be an integer of at least 1'],
    [{ draws: 0 }, 'draws must be an integer'],
    [{ baselines: ['bm25'] }, "baselines must be one of 'one-hot', 'tf-idf'"],
    [{ baselines: 'tf-idf' }, 'baselines must be a list'],
    [{ rivals: [] }, 'rivals must be an object of encoders'],
    [{ probe: 'knn' }, 'has no option'],
  ])('refuses the options %j', async (options, message) => {
    const error = await rejection(transfer(critic('critic', 0.1), reviews, options as object));
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error.message).toContain(message);
  });

  test('makes no bags of what are no texts, and none of single words unless told to', async () => {
    const numbers: LabelledDataset<number> = {
      name: 'numbers',
      items: Array.from({ length: 20 }, (_, item) => ({ item, labels: [String(item % 2)] })),
    };
    const parity = defineEncoder({
      id: 'parity',
      modality: 'number',
      dimensions: 1,
      limits: { maxBatch: 100, concurrent: true },
      capabilities: { deterministic: true, missing: 'report' },
      async doEncode({ inputs }: EncodeCall<number>) {
        return { vectors: Float32Array.from(inputs, (n) => (n % 2) - 0.5), notes: [] };
      },
    });
    expect((await transfer(parity, numbers, { draws: 2 })).curves).toHaveLength(1);
    const names = reviews.items.map(({ labels }, at) => ({ item: `great${at}`, labels }));
    const words = await transfer(
      critic('critic', 1),
      { name: 'words', items: names },
      { draws: 1 },
    );
    expect(words.options.baselines).toEqual([]);
    const error = await rejection(transfer(parity, numbers, { baselines: ['tf-idf'] }));
    expect(error.message).toContain('item 0 is 0; leave out baselines');
  });
});

test('scikit-learn makes the same bags of words', () => {
  interface Bag {
    readonly words: string[];
    readonly rows: number[][];
  }
  const { bags } = golden<{ bags: Record<'one-hot' | 'tf-idf', Bag> & { texts: string[] } }>(
    'probes.json',
  );
  const all = Uint32Array.from(bags.texts, (_, at) => at);
  for (const kind of ['one-hot', 'tf-idf'] as const) {
    const { features, words: found } = bagOfWords(bags.texts, all, kind);
    expect(found).toEqual(bags[kind].words);
    // The scores of a label that has 1 for one word are that word's column.
    const weights = found.map((_, at) => found.map((__, other) => Number(at === other)).concat(0));
    const columns = features.select(all).scores(weights);
    for (const [text, row] of bags[kind].rows.entries()) {
      for (const [column, value] of row.entries()) {
        expect(columns[column * bags.texts.length + text]).toBeCloseTo(value, 6);
      }
    }
  }
});

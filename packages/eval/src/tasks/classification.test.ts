import { createRandom, defineEncoder, type EncodeCall, InvalidInputError } from '@tovec/core';
import { describe, expect, test } from 'vitest';
import { compareResults } from '../compare/compare-results.js';
import type { LabelledDataset } from '../datasets/labelled.js';
import { classificationScores, multiLabelScores } from '../metrics/f1.js';
import { validateResult } from '../results/validate-result.js';
import { rejection } from '../testing/bytes.js';
import { classification } from './classification.js';

/** Numbers as inputs, around a place of their own class; those below 0 are unknown. */
function clouds(noise: number) {
  return defineEncoder({
    id: 'clouds',
    modality: 'number',
    dimensions: 5,
    limits: { maxBatch: 64, concurrent: true },
    capabilities: { deterministic: true, missing: 'report' },
    async doEncode({ inputs }: EncodeCall<number>) {
      const rows = inputs.flatMap((input) => {
        const random = createRandom(7, Math.abs(input));
        return Array.from({ length: 5 }, (_, d) =>
          input < 0 ? 0 : Number(input % 5 === d) + noise * random.normal(),
        );
      });
      const notes = inputs.flatMap((input, row) =>
        input < 0 ? [{ row, kind: 'missing' as const }] : [],
      );
      return { vectors: Float32Array.from(rows), notes };
    },
  });
}

const count = (length: number) => Array.from({ length }, (_, at) => at);
const labelled = (items: readonly number[], classes = 5): LabelledDataset<number> => ({
  name: 'numbers',
  items: items.map((item) => ({ item, labels: [`class ${Math.abs(item) % classes}`] })),
});
const many = labelled(count(200));
const multi: LabelledDataset<number> = {
  name: 'sets',
  items: count(150).map((item) => ({
    item,
    labels: item % 3 === 0 ? [String(item % 5), 'third'] : [String(item % 5)],
  })),
};

describe('classification', () => {
  test('trains on some items and asks about the others', async () => {
    const result = await classification(clouds(0.4), many, { trainFraction: 0.25 });
    expect(result).toMatchObject({
      ...{ task: 'classification', primaryMetric: 'accuracy', coverage: 1, items: 200, used: 200 },
      options: { probe: 'logistic', multiLabel: false, division: 'random', trainFraction: 0.25 },
      rounds: [{ train: 50, test: 150, c: 1, converged: true }],
    });
    expect(result.score).toBe(result.accuracy);
    expect(result.accuracy).toBeGreaterThan(0.7);
    expect(result.microF1).toBeCloseTo(result.accuracy!, 12);
    expect(result.interval!.low).toBeLessThan(result.accuracy!);
    // Stratified: of each class as many as of every other.
    expect(result.classes.map(({ support }) => support)).toEqual([30, 30, 30, 30, 30]);
    expect(result.confusion!.flat().reduce((sum, n) => sum + n, 0)).toBe(150);
    for (const { rocAuc, roc } of result.classes) {
      expect(rocAuc).toBeGreaterThan(0.85);
      expect([roc[0], roc.at(-1)]).toEqual([
        { x: 0, y: 0 },
        { x: 1, y: 1 },
      ]);
    }
    expect(result.found.filter((found) => found === null)).toHaveLength(50);
    expect(validateResult(JSON.parse(JSON.stringify(result)))).toEqual(result);
  });

  test('scores as the metrics do', async () => {
    const { confusion, classes, ...scores } = await classification(clouds(0.5), many);
    const truth = confusion!.flatMap((row, own) => row.flatMap((n) => count(n).map(() => own)));
    const found = confusion!.flatMap((row) => row.flatMap((n, said) => count(n).map(() => said)));
    const expected = classificationScores(truth, found);
    for (const key of ['accuracy', 'macroF1', 'microF1', 'weightedF1'] as const) {
      expect(scores[key]).toBeCloseTo(expected[key], 12);
    }
    expect(classes.map(({ f1 }) => f1)).toEqual(expected.classes.map(({ f1 }) => f1));
  });

  test.each(['logistic', 'one-vs-rest', 'knn'] as const)(
    'tests each item once in folds, by %s',
    async (probe) => {
      const result = await classification(clouds(0.3), many, { folds: 4, probe });
      expect(result.rounds.map(({ train, test }) => [train, test])).toEqual(
        count(4).map(() => [150, 50]),
      );
      expect(result.found).not.toContain(null);
      expect(result.accuracy).toBeGreaterThan(0.8);
    },
  );

  test('averages over splits, and is the same with the same seed', async () => {
    const run = (seed: number) =>
      classification(clouds(0.5), many, { splits: 3, c: 'cross-validation', seed });
    const [a, b, c] = [await run(1), await run(1), await run(2)];
    const drop = ({ seconds, date, ...rest }: typeof a) => rest;
    expect(drop(a)).toEqual(drop(b));
    expect(a.found).not.toEqual(c.found);
    const mean = a.rounds.reduce((sum, { accuracy }) => sum + accuracy / 3, 0);
    expect(a.accuracy).toBeCloseTo(mean, 12);
  });

  test('takes the split that a dataset comes with', async () => {
    const { name, items } = many;
    const dataset = { name, items: items.slice(0, 120), test: items.slice(120) };
    const result = await classification(clouds(0.3), dataset);
    expect(result.options.division).toBe('given');
    expect(result.rounds).toMatchObject([{ train: 120, test: 80 }]);
    expect(result.found.slice(0, 120).every((found) => found === null)).toBe(true);
  });

  test('gives nodes with several labels as many as they have', async () => {
    const result = await classification(clouds(0.3), multi);
    expect(result).toMatchObject({
      ...{ primaryMetric: 'microF1', confusion: null },
      options: { probe: 'one-vs-rest', multiLabel: true, splits: 10 },
    });
    // As many predictions as there are labels: precision is recall.
    for (const { microF1, test } of result.rounds) {
      expect(microF1).toBeGreaterThan(0.6);
      expect(test).toBe(75);
    }
    expect(result.labelCounts.slice(0, 4)).toEqual([2, 1, 1, 2]);
    const one = await classification(clouds(0.3), multi, { splits: 1, resamples: 0 });
    const [tested, sum] = one.found.reduce<[number, number]>(
      ([all, right], found, at) =>
        found === null ? [all, right] : [all + one.labelCounts[at]!, right + found],
      [0, 0],
    );
    expect(one.microF1).toBeCloseTo(sum / tested, 6);
  });

  test('leaves items without a vector out, or takes zeros for them', async () => {
    const some = labelled([...count(60), -3, -14]);
    const skipped = await classification(clouds(0.3), some, { folds: 3 });
    expect(skipped).toMatchObject({ used: 60, items: 62, missingItems: [60, 61] });
    expect(skipped.coverage).toBeCloseTo(60 / 62, 12);
    expect(skipped.found.slice(60)).toEqual([null, null]);
    const zero = await classification(clouds(0.3), some, { folds: 3, missing: 'zero' });
    expect(zero.used).toBe(62);
    expect(zero.found).not.toContain(null);
  });

  test('can be compared, item by item', async () => {
    const good = await classification(clouds(0.2), many, { name: 'good' });
    const bad = await classification(clouds(1), many, { name: 'bad' });
    const { comparisons } = await compareResults(bad, good);
    expect(comparisons[0]).toMatchObject({ metric: 'accuracy', shared: 100, beyondNoise: true });
    expect(comparisons[0]!.b.score).toBeCloseTo(good.score!, 6);
  });

  test('stops when told', async () => {
    const signal = AbortSignal.abort(new Error('enough'));
    expect((await rejection(classification(clouds(1), many, { signal }))).message).toBe('enough');
  });

  const rare = labelled([...count(20), 100, 101, 102], 23);
  test.each([
    [labelled(count(40), 1), {}, "All items have the label 'class 0'"],
    [labelled(count(5)), { trainFraction: 0.4 }, 'leaves none to train with'],
    [
      labelled([...count(4), ...count(4), 5, 6, 7, 8, -4]),
      {},
      "No item of the class 'class 4' has a vector",
    ],
    [
      labelled(count(8)),
      { folds: 3 },
      "The class 'class 3' has 1 of the items with vectors, too few for 3 folds",
    ],
    [rare, { folds: 2 }, 'too few for 2 folds'],
    [labelled([]), {}, 'The dataset has no items'],
    [
      { ...labelled([1, 2, 3]), test: labelled([4]).items },
      {},
      "that have the label 'class 4', and none to train with",
    ],
    [{ ...labelled([1, 2, 3]), test: labelled([-1]).items }, {}, 'none is left to test with'],
    [labelled([-1, -2]), {}, 'has a vector for none of the 2 items'],
    [multi, { probe: 'logistic' }, "take 'one-vs-rest' or 'knn'"],
    [multi, { multiLabel: false }, 'Item 0 has 2 labels'],
    [many, { trainFraction: 1 }, 'trainFraction must be less than 1'],
    [many, { folds: 3, splits: 2 }, 'give either folds, or trainFraction and splits'],
    [many, { folds: 1 }, 'folds must be an integer of at least 2'],
    [many, { fold: 3 }, "Did you mean 'folds'?"],
    [
      many,
      { cache: { directory: '/tmp/x', key: '' } },
      'cache.key must be a string with at least one',
    ],
  ])('refuses a dataset with options, case %#', async (dataset, options, message) => {
    const run = classification(clouds(0.3), dataset as LabelledDataset<number>, options as object);
    const error = await rejection(run);
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error.message).toContain(message);
  });

  test('says that there are more classes than items with vectors', async () => {
    const dataset = labelled([0, -1, -2, -3], 4);
    const error = await rejection(classification(clouds(0.3), dataset));
    expect(error.message).toContain('4 classes and only 1 items with vectors');
  });
});

test('the metrics for sets of labels agree with those of single ones', () => {
  const [a, b] = [
    ['x', 'y', 'y'],
    ['x', 'x', 'y'],
  ];
  const plain = classificationScores(a, b);
  const sets = multiLabelScores(
    a.map((label) => [label]),
    b.map((label) => [label]),
  );
  expect(sets.macroF1).toBeCloseTo(plain.macroF1, 12);
});

import { InvalidInputError } from '@tovec/core';
import { createKeyedVectors } from '@tovec/vectors';
import { describe, expect, test } from 'vitest';
import { compareResults } from '../compare/compare-results.js';
import type { PairDataset } from '../datasets/read-pairs.js';
import { validateResult } from '../results/validate-result.js';
import { pairs } from './pairs.js';
import { similarity } from './similarity.js';

/** Vectors at angles, of different lengths. */
const angles = { cat: [0, 1], tiger: [10, 3], dog: [25, 0.5], car: [80, 2], van: [88, 1] };
const vectors = createKeyedVectors({
  items: Object.keys(angles),
  matrix: Float32Array.from(
    Object.values(angles).flatMap(([angle, length]) => [
      length! * Math.cos((angle! * Math.PI) / 180),
      length! * Math.sin((angle! * Math.PI) / 180),
    ]),
  ),
  dimensions: 2,
});
const dataset = (...given: [a: string, b: string, score: number][]): PairDataset => ({
  name: 'mine',
  pairs: given.map(([a, b, score]) => ({ a, b, score })),
});
const graded = dataset(
  ['cat', 'tiger', 5],
  ['cat', 'dog', 3],
  ['dog', 'car', 2],
  ['cat', 'car', 1],
);
const binary = dataset(
  ...[['cat', 'tiger', 1] as const, ['cat', 'dog', 1] as const, ['car', 'van', 1] as const].map(
    (pair) => [...pair] as [string, string, number],
  ),
  ['cat', 'car', 0],
  ['dog', 'van', 0],
);

describe('graded pairs', () => {
  test('are in the order of their cosines', async () => {
    const result = await pairs(vectors, graded);
    expect(result).toMatchObject({ primaryMetric: 'spearman', pairs: 4, used: 4, coverage: 1 });
    expect(result.score).toBeCloseTo(1, 12);
    expect(result.graded.map(({ measure }) => measure)).toEqual(['cosine', 'dot', 'euclidean']);
    expect(result.graded[1]!.spearman).toBeLessThan(1);
    expect(result.interval).not.toBeNull();
    expect(result.pearsonInterval).not.toBeNull();
    expect(result.binary).toEqual([]);
  });

  test('are scored as similarity scores words', async () => {
    const set = { ...graded, pairs: [...graded.pairs, { a: 'cat', b: 'yeti', score: 2 }] };
    const [ours, theirs] = [await pairs(vectors, set), await similarity(vectors, set)];
    for (const key of ['score', 'interval', 'coverage', 'measured', 'expected', 'used'] as const) {
      expect(ours[key]).toEqual(theirs[key]);
    }
    expect(ours.pearsonInterval).toEqual(theirs.pearsonInterval);
    expect(ours.missingItems).toBe(1);
  });

  test('have one order by all measures where vectors are of length 1', async () => {
    const result = await pairs(vectors, graded, { normalize: true });
    for (const { spearman } of result.graded) expect(spearman).toBeCloseTo(1, 12);
  });
});

describe('binary pairs', () => {
  test('are told apart by a threshold', async () => {
    const result = await pairs(vectors, binary, { resamples: 100 });
    expect(result).toMatchObject({ primaryMetric: 'averagePrecision', score: 1, graded: [] });
    const [cosine, dot] = result.binary;
    expect(cosine).toMatchObject({ measure: 'cosine', auc: 1, bestAccuracy: { accuracy: 1 } });
    expect(cosine!.bestF1!.threshold).toBeLessThan(Math.cos(Math.PI / 7.2));
    expect(dot!.auc).toBeLessThanOrEqual(1);
    expect(result.roc.at(-1)).toEqual({ x: 1, y: 1 });
    expect(result.aucInterval).toEqual({ low: 1, high: 1 });
  });

  test('with a missing item are left out, or count with zeros', async () => {
    const set = { ...binary, pairs: [...binary.pairs, { a: 'yeti', b: 'cat', score: 1 }] };
    const skipped = await pairs(vectors, set);
    expect(skipped).toMatchObject({ pairs: 6, used: 5, coverage: 5 / 6, score: 1 });
    expect(skipped.measured[5]).toBeNull();
    const zeroed = await pairs(vectors, set, { missing: 'zero' });
    expect(zeroed).toMatchObject({ used: 6, coverage: 5 / 6 });
    expect(zeroed.measured[5]).toBe(0);
    expect(zeroed.score).toBeLessThan(1);
  });

  test('of one kind only have no score', async () => {
    const result = await pairs(vectors, dataset(['cat', 'dog', 0], ['cat', 'car', 0]));
    expect(result).toMatchObject({ score: null, interval: null, roc: [] });
    expect(result.binary[0]).toMatchObject({ auc: null, bestF1: null });
  });

  test('may be graded by two grades', async () => {
    expect(await pairs(vectors, binary, { kind: 'graded' })).toMatchObject({
      ...{ primaryMetric: 'spearman', kind: 'graded' },
    });
    await expect(pairs(vectors, graded, { kind: 'binary' })).rejects.toThrow(InvalidInputError);
  });
});

test('results are plain, valid and comparable', async () => {
  const results = await pairs(vectors, [graded, binary], { resamples: 50 });
  expect(results.map(({ dataset: { name } }) => name)).toEqual(['mine', 'mine']);
  for (const result of results) {
    expect(JSON.parse(JSON.stringify(result))).toEqual(result);
    expect(validateResult(result)).toBe(result);
    const { comparisons } = await compareResults(result, result, { resamples: 50 });
    expect(comparisons[0]).toMatchObject({
      metric: result.primaryMetric,
      a: { score: result.score },
    });
  }
});

test('options that cannot be are refused', async () => {
  await expect(pairs(vectors, graded, { kinds: 'graded' } as object)).rejects.toThrow("'kind'?");
  await expect(pairs(vectors, { name: 'x' } as PairDataset)).rejects.toThrow('with pairs');
  const nothing = await pairs(vectors, { name: 'none', pairs: [] });
  expect(nothing).toMatchObject({ coverage: null, score: null, used: 0 });
});

import { createRandom, InvalidInputError } from '@tovec/core';
import { createKeyedVectors } from '@tovec/vectors';
import { describe, expect, test } from 'vitest';
import { kMeans } from '../clustering/k-means.js';
import { compareResults } from '../compare/compare-results.js';
import type { LabelledDataset } from '../datasets/labelled.js';
import { silhouette } from '../metrics/silhouette.js';
import { validateResult } from '../results/validate-result.js';
import { rejection } from '../testing/bytes.js';
import { golden } from '../testing/fixtures.js';
import { clustering } from './clustering.js';

interface Golden {
  readonly clusters: {
    readonly points: number[][];
    readonly labels: number[];
    readonly inertia: number;
    readonly silhouettes: number[];
  };
}
const { clusters: expected } = golden<Golden>('probes.json');

const vectors = createKeyedVectors({
  items: ['cat', 'dog', 'cow', 'tea', 'milk'],
  matrix: Float32Array.of(5, 1, 5, 2, 2, 3, 1, 5, 2, 4),
  dimensions: 2,
});
const of = (entries: Record<string, string>): LabelledDataset => ({
  name: 'farm',
  items: Object.entries(entries).map(([item, label]) => ({ item, labels: [label] })),
});
const farm = of({ cat: 'animal', dog: 'animal', cow: 'animal', tea: 'drink', milk: 'drink' });

describe('scikit-learn', () => {
  test('finds the same clusters', async () => {
    const { labels, inertia } = await kMeans(expected.points, { count: 5, seed: 1 });
    expect(inertia).toBeCloseTo(expected.inertia, 6);
    const pairs = new Set(Array.from(labels, (label, at) => `${label} ${expected.labels[at]}`));
    expect(pairs.size).toBe(5);
  });

  test('measures the same silhouette', async () => {
    const { points, labels, silhouettes } = expected;
    const mean = silhouettes.reduce((sum, value) => sum + value, 0) / silhouettes.length;
    expect(await silhouette(points, labels)).toBeCloseTo(mean, 9);
    expect(await silhouette(points, labels, { sample: 60 })).toBeCloseTo(mean, 1);
  });
});

test('mini-batches leave hardly more within clusters than whole steps do', async () => {
  const random = createRandom(4);
  const points = Array.from({ length: 6000 }, (_, at) =>
    Array.from({ length: 8 }, (_, d) => 4 * Number(at % 8 === d) + random.normal()),
  );
  const options = { count: 8, seed: 1, starts: 3 };
  const whole = await kMeans(points, options);
  const parts = await kMeans(points, { ...options, algorithm: 'mini-batch' });
  expect(parts.inertia).toBeLessThan(1.02 * whole.inertia);
  expect(parts.inertia).toBeGreaterThanOrEqual(whole.inertia * 0.999);
});

describe('clustering', () => {
  test('holds clusters against classes', async () => {
    const result = await clustering(vectors, farm);
    expect(result).toMatchObject({
      ...{ task: 'clustering', primaryMetric: 'vMeasure', coverage: 1, items: 5, used: 5 },
      ...{ purity: 0.8, classes: ['animal', 'drink'], expected: [0, 0, 0, 1, 1] },
      options: { clusters: 2, algorithm: 'lloyd', starts: 10, missing: 'skip' },
    });
    expect(result.score).toBeCloseTo(0.4325, 4);
    expect(result.contingency.flat().sort()).toEqual([0, 1, 2, 2]);
    expect(result.interval!.low).toBeLessThan(result.score!);
    expect(validateResult(JSON.parse(JSON.stringify(result)))).toEqual(result);
  });

  test('leaves items without a vector out, or takes zeros for them', async () => {
    const some = of({ cat: 'animal', dog: 'animal', tea: 'drink', yeti: 'monster', milk: 'drink' });
    const skipped = await clustering(vectors, some);
    expect(skipped).toMatchObject({ used: 4, coverage: 0.8, missingItems: [3] });
    expect(skipped.assigned[3]).toBeNull();
    const zero = await clustering(vectors, some, { missing: 'zero' });
    expect(zero).toMatchObject({ used: 5, coverage: 0.8, missingItems: [3] });
  });

  test('can be compared over the items that both have', async () => {
    const a = await clustering(vectors, farm);
    const b = await clustering(vectors, farm, { clusters: 5, name: 'all apart' });
    const { comparisons } = await compareResults(a, b);
    expect(comparisons[0]).toMatchObject({ metric: 'vMeasure', shared: 5 });
    expect(comparisons[0]!.b.score).toBeCloseTo(b.score!, 12);
  });

  test('is the same with the same seed, and stops when told', async () => {
    const [a, b] = [
      await clustering(vectors, farm, { seed: 5 }),
      await clustering(vectors, farm, { seed: 5 }),
    ];
    expect(a.assigned).toEqual(b.assigned);
    expect(a.interval).toEqual(b.interval);
    const signal = AbortSignal.abort(new Error('enough'));
    expect((await rejection(clustering(vectors, farm, { signal }))).message).toBe('enough');
  });

  test.each([
    [farm, { clusters: 6 }, 'cannot be put into 6 clusters'],
    [farm, { clusters: 0 }, 'clusters must be an integer of at least 1'],
    [farm, { algorithm: 'elkan' }, "algorithm must be one of 'lloyd', 'mini-batch'"],
    [farm, { cluster: 2 }, "Did you mean 'clusters'?"],
    [of({ cat: 'animal', dog: 'animal' }), {}, "All items have the label 'animal'"],
    [of({ yeti: 'a', ogre: 'b' }), {}, 'has a vector for none of the 2 items'],
    [of({}), {}, 'The dataset has no items'],
    [{ name: 'x', items: [{ item: 'cat', labels: ['a', 'b'] }] }, {}, 'Item 0 has 2 labels (a, b)'],
    [Promise.resolve(farm), {}, 'await what it returns'],
  ])('refuses the dataset %j with %j', async (dataset, options, message) => {
    const error = await rejection(
      clustering(vectors, dataset as LabelledDataset, options as object),
    );
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error.message).toContain(message);
  });
});

import { InvalidInputError } from '@tovec/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { squaredDistance } from '../statistics/geometry.js';
import { rejection } from '../testing/bytes.js';
import { golden } from '../testing/fixtures.js';
import { agglomerate, type Linkage } from './agglomerate.js';
import { Clusterer, type ClusteringMethod } from './cluster.js';
import { pairwiseDistances } from './distances.js';
import { type KMeansOptions, kMeans } from './k-means.js';
import { purityOf } from './purity.js';

interface Golden {
  readonly points: number[][];
  readonly categories: number[];
  readonly clusterings: readonly {
    readonly method: ClusteringMethod;
    readonly labels: number[];
    readonly purity: number;
    readonly inertia?: number;
  }[];
}

const { points, categories, clusterings } = golden<Golden>('scikit-learn.json');
const names = categories.map(String);

/** Labels by the order in which they come. */
function canonical(labels: ArrayLike<number>): number[] {
  const seen = new Map<number, number>();
  return Array.from(labels, (label) => {
    if (!seen.has(label)) seen.set(label, seen.size);
    return seen.get(label)!;
  });
}

describe('scikit-learn', () => {
  const hierarchical = clusterings.filter(({ method }) => method !== 'k-means');
  test.each(hierarchical)(
    'finds the same clusters by $method',
    async ({ method, labels, purity }) => {
      const found = await new Clusterer(points, 1).cluster(method, 4);
      expect(canonical(found)).toEqual(canonical(labels));
      expect(purityOf(found, names).purity).toBeCloseTo(purity, 12);
    },
  );

  test('leaves no less within the clusters of k-means', async () => {
    const expected = clusterings.find(({ method }) => method === 'k-means')!.inertia!;
    expect((await kMeans(points, { count: 4, seed: 1 })).inertia).toBeLessThan(expected * 1.0001);
  });
});

const point = fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 2, maxLength: 2 });
const cloud = fc.array(point, { minLength: 1, maxLength: 15 });

describe('hierarchical clustering', () => {
  test.each(['average', 'complete', 'ward'] as const)(
    'by %s makes as many clusters as it is told',
    (linkage: Linkage) => {
      fc.assert(
        fc.property(cloud, fc.integer({ min: 1, max: 20 }), (vectors, count) => {
          const distances = pairwiseDistances(vectors, 'squared-euclidean');
          const labels = agglomerate(distances, linkage, count);
          expect(new Set(labels).size).toBe(Math.min(count, vectors.length));
        }),
      );
    },
  );

  test('joins what is nearest', () => {
    const line = [[0], [1], [10], [11], [30]];
    const distances = pairwiseDistances(line, 'squared-euclidean');
    expect([...agglomerate(distances, 'average', 3)]).toEqual([0, 0, 1, 1, 2]);
    expect([...agglomerate(distances, 'average', 2)]).toEqual([0, 0, 0, 0, 1]);
  });
});

describe('k-means', () => {
  test('puts each vector to its nearest centre', async () => {
    await fc.assert(
      fc.asyncProperty(
        cloud,
        fc.integer({ min: 1, max: 15 }),
        fc.nat(),
        async (vectors, most, seed) => {
          const count = Math.min(most, vectors.length);
          const { labels, inertia } = await kMeans(vectors, { count, seed, starts: 2 });
          const centres = Array.from({ length: count }, (_, label) => {
            const own = vectors.filter((_, at) => labels[at] === label);
            return [0, 1].map((d) => own.reduce((sum, v) => sum + v[d]!, 0) / (own.length || 1));
          });
          const sum = vectors.reduce(
            (total, vector, at) => total + squaredDistance(vector, centres[labels[at]!]!),
            0,
          );
          expect(inertia).toBeCloseTo(sum, 6);
        },
      ),
    );
  });

  test.each([
    [
      [
        [1, 2],
        [3, Number.NaN],
      ],
      { count: 1 },
      'Vector 1 has NaN at place 1',
    ],
    [[[1, 2], [3]], { count: 1 }, 'Vector 1 has 1 numbers, and the first one has 2'],
    [[[1], [2]], { count: 3 }, 'count must be an integer from 1 to 2, but was 3'],
    [[], { count: 1 }, 'count must be an integer'],
    [[[1]], { count: 1, algorithm: 'elkan' }, "algorithm must be one of 'lloyd', 'mini-batch'"],
  ])('refuses %j with %j', async (vectors, options, message) => {
    const run = kMeans(vectors, { seed: 1, ...options } as KMeansOptions);
    const error = await rejection(run);
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error.message).toContain(message);
  });

  test('gives the same clusters with the same seed', async () => {
    const run = (seed: number) => kMeans(points, { count: 9, seed, starts: 1 });
    expect(await run(3)).toEqual(await run(3));
  });
});

test('purity counts the most frequent category of each cluster', () => {
  // The test of word-embeddings-benchmarks.
  const { purity, right, majorities } = purityOf([2, 2, 2, 2, 1], ['1', '1', '2', '2', '3']);
  expect(purity).toBeCloseTo(0.6, 12);
  expect(right).toEqual([true, true, false, false, true]);
  expect(majorities.get(1)).toBe('3');
});

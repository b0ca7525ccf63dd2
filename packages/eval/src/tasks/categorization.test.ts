import { InvalidInputError } from '@tovec/core';
import { createKeyedVectors } from '@tovec/vectors';
import { describe, expect, test } from 'vitest';
import type { CategoryDataset } from '../datasets/read-categories.js';
import { rejection } from '../testing/bytes.js';
import { categorization } from './categorization.js';

const vectors = createKeyedVectors({
  items: ['cat', 'dog', 'cow', 'tea', 'milk', 'stone'],
  matrix: Float32Array.of(5, 1, 5, 2, 2, 3, 1, 5, 2, 4, -50, -50),
  dimensions: 2,
});

function dataset(words: Record<string, string>): CategoryDataset {
  const list = Object.entries(words).map(([word, category]) => ({ word, category }));
  return { name: 'mine', words: list };
}

const food = dataset({ cat: 'animal', dog: 'animal', cow: 'animal', tea: 'drink', milk: 'drink' });

describe('categorization', () => {
  test('is the purity of the best clusters, and tells of all that were tried', async () => {
    const result = await categorization(vectors, food);
    expect(result).toMatchObject({
      ...{ task: 'categorization', primaryMetric: 'purity', score: 0.8, coverage: 1 },
      ...{ categories: 2, words: 5, used: 5, best: 'ward', outcomes: '11011' },
      clusters: [
        { category: 'animal', words: ['cat', 'dog'] },
        { category: 'drink', words: ['cow', 'tea', 'milk'] },
      ],
    });
    expect(result.clusterings.map(({ method }) => method)).toEqual([
      ...['ward', 'average-cosine', 'complete-cosine'],
      ...['average-euclidean', 'complete-euclidean', 'k-means'],
    ]);
    expect(result.interval!.low).toBeLessThan(0.8);
    expect(JSON.parse(JSON.stringify(result))).toEqual(result);
  });

  test('leaves words without a vector out, or takes the mean of all vectors for them', async () => {
    const some = dataset({ cat: 'animal', dog: 'animal', tea: 'drink', yeti: 'monster' });
    expect(await categorization(vectors, some)).toMatchObject({
      ...{ used: 3, coverage: 0.75, categories: 2, outcomes: '111?', missingWords: ['yeti'] },
    });
    // The stone draws the mean far from everything else.
    const mean = await categorization(vectors, some, { missing: 'mean' });
    expect(mean).toMatchObject({ used: 4, coverage: 0.75, categories: 3, outcomes: '1111' });
  });

  test('has no score where no word has a vector', async () => {
    const result = await categorization(vectors, dataset({ yeti: 'monster', ogre: 'giant' }));
    expect(result).toMatchObject({ score: null, interval: null, best: null, outcomes: '??' });
  });

  test('measures several sets as it measures each', async () => {
    const drinks = dataset({ tea: 'drink', milk: 'drink', stone: 'thing' });
    const both = await categorization(vectors, [food, drinks], { methods: ['k-means'] });
    expect(both.map(({ score, words }) => [score, words])).toEqual([
      [0.8, 5],
      [1, 3],
    ]);
  });

  test('stops when told', async () => {
    const signal = AbortSignal.abort(new Error('enough'));
    expect((await rejection(categorization(vectors, food, { signal }))).message).toBe('enough');
  });

  test.each([
    [{ methods: ['kmeans'] }, "Did you mean 'k-means'?"],
    [{ methods: [] }, 'methods must be a list of ways to cluster'],
    [{ missing: 'zero' }, "missing must be one of 'skip', 'mean'"],
    [{ confidence: 1 }, 'confidence must be less than 1'],
    [{ resamples: -1 }, 'resamples must be an integer'],
    [{ nam: 'x' }, "Did you mean 'name'?"],
  ])('refuses the options %j', async (options, message) => {
    const error = await rejection(categorization(vectors, food, options as object));
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error.message).toContain(message);
  });
});

import { createKeyedVectors } from '@tovec/vectors';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { OutlierDataset } from '../datasets/read-outliers.js';
import { cosine } from '../statistics/geometry.js';
import { outlierPosition } from './outlier-position.js';
import { outliers } from './outliers.js';

const vectors = createKeyedVectors({
  items: ['January', 'March', 'May', 'Monday', 'summer', 'New_Year', 'holy', 'day'],
  matrix: Float32Array.of(5, 1, 5, 2, 4, 2, 1, 5, 5, 1.5, -1, 3, -3, 1, -1, 1),
  dimensions: 2,
});

function dataset(members: string[], others: string[]): OutlierDataset {
  return { name: 'mine', groups: [{ name: 'group', members, outliers: others }] };
}

describe('outliers', () => {
  test('are found when they are the least compact', async () => {
    const months = dataset(['January', 'March', 'May'], ['Monday', 'summer']);
    const result = await outliers(vectors, months);
    expect(result).toMatchObject({
      ...{ task: 'outliers', primaryMetric: 'accuracy', score: 0.5, accuracy: 0.5, opp: 0.5 },
      ...{ cases: 2, used: 2, coverage: 1 },
      groups: [{ name: 'group', accuracy: 0.5, opp: 0.5, positions: [1, 0] }],
    });
    expect(JSON.parse(JSON.stringify(result))).toEqual(result);
  });

  test('of several words are looked up joined, or are the mean of their words', async () => {
    const terms = dataset(['January', 'March'], ['New Year', 'holy day', 'holy yeti', 'yeti']);
    const result = await outliers(vectors, terms);
    expect(result).toMatchObject({ used: 3, composedWords: 2, missingWords: ['yeti'] });
    expect(result.groups[0]!.positions).toEqual([1, 1, 1, null]);
    const zero = await outliers(vectors, terms, { missing: 'zero' });
    expect(zero).toMatchObject({ used: 4, coverage: 0.75, score: 1 });
  });

  test('hear an abort between resamples', async () => {
    const others = Array.from({ length: 500 }, () => 'Monday');
    const options = { resamples: 1_000_000, signal: AbortSignal.timeout(150) };
    const asking = outliers(vectors, dataset(['January', 'March'], others), options);
    await expect(asking).rejects.toThrow(/timeout/);
  });

  test('are not asked for where fewer than two members have vectors', async () => {
    const result = await outliers(vectors, dataset(['January', 'yeti'], ['Monday']));
    expect(result).toMatchObject({ used: 0, score: null, interval: null, oppInterval: null });
    expect(result.coverage).toBe(0);
  });
});

test('the position follows the compactness of the paper', () => {
  const vector = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), {
    ...{ minLength: 3, maxLength: 3 },
  });
  const group = fc.array(vector, { minLength: 3, maxLength: 9 });
  fc.assert(
    fc.property(group, (all) => {
      const outlier = all.at(-1)!;
      // c(w): how alike the others are without w; the outlier should have the largest.
      const compactness = all.map((_, w) => {
        const others = all.filter((_, at) => at !== w);
        return others
          .flatMap((a, i) => others.map((b, j) => (i === j ? 0 : cosine(a, b))))
          .reduce((sum, value) => sum + value, 0);
      });
      const own = compactness.at(-1)!;
      const members = compactness.slice(0, -1);
      if (members.some((value) => Math.abs(value - own) < 1e-9)) return;
      const below = members.filter((value) => value < own).length;
      expect(outlierPosition(all.slice(0, -1), outlier)).toBe(below / members.length);
    }),
  );
});

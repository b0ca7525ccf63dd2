import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pearson, spearman, spearmanOfLevels } from './correlation.js';
import { rankLevels, ranksOf } from './ranks.js';

const xs = [7.35, 10, 3, 3, 5.5, 1, 8, 8, 8, 0.25];
const ys = [0.6, 1.0, 0.2, 0.31, 0.5, 0.5, 0.61, 0.9, 0.2, -0.1];
const number = fc.integer({ min: -50, max: 50 });

test('equal values share the mean of their ranks', () => {
  const ranks = ranksOf(rankLevels([10, 20, 10, 5, 10]));
  expect([...ranks]).toEqual([3, 5, 3, 1, 3]);
});

describe('Spearman and Pearson', () => {
  // scipy.stats.spearmanr and pearsonr (SciPy 1.17.1) of the same numbers.
  test('are what SciPy computes, with ties on both sides', () => {
    expect(spearman(xs, ys)).toBeCloseTo(0.7152011279173385, 14);
    expect(pearson(xs, ys)).toBeCloseTo(0.7213389732061543, 14);
  });

  test('are null with fewer than two different values on a side', () => {
    for (const correlation of [spearman, pearson]) {
      expect(correlation([], [])).toBeNull();
      expect(correlation([1], [2])).toBeNull();
      expect(correlation([1, 2, 3], [5, 5, 5])).toBeNull();
      // The mean of these is 0.10000000000000002.
      expect(correlation([1, 2, 4], [0.1, 0.1, 0.1])).toBeNull();
    }
  });

  test('stay within −1 and 1, and turn round with one side', () => {
    const pairs = fc.array(fc.tuple(number, number), { minLength: 2, maxLength: 30 });
    fc.assert(
      fc.property(pairs, (given) => {
        const [left, right] = [given.map(([x]) => x), given.map(([, y]) => y)];
        for (const correlation of [spearman, pearson]) {
          const value = correlation(left, right);
          if (value === null) continue;
          expect(Math.abs(value)).toBeLessThanOrEqual(1);
          expect(
            correlation(
              left,
              right.map((y) => -y),
            ),
          ).toBeCloseTo(-value, 10);
        }
      }),
    );
  });

  test('count a pair as often as its weight says', () => {
    const pairs = fc.array(fc.tuple(number, number, fc.nat({ max: 3 })), { maxLength: 20 });
    fc.assert(
      fc.property(pairs, (given) => {
        const repeated = given.flatMap(([x, y, weight]) =>
          Array.from({ length: weight }, () => [x, y]),
        );
        const [left, right] = [repeated.map(([x]) => x!), repeated.map(([, y]) => y!)];
        const weights = given.map(([, , weight]) => weight);
        const [allLeft, allRight] = [given.map(([x]) => x), given.map(([, y]) => y)];
        const close = (found: number | null, wanted: number | null) =>
          wanted === null ? expect(found).toBeNull() : expect(found).toBeCloseTo(wanted, 10);
        close(pearson(allLeft, allRight, weights), pearson(left, right));
        close(
          spearmanOfLevels(rankLevels(allLeft), rankLevels(allRight), weights),
          spearman(left, right),
        );
      }),
    );
  });

  test('only order counts for Spearman', () => {
    const values = fc.uniqueArray(number, { minLength: 2, maxLength: 30 });
    fc.assert(
      fc.property(values, (given) => {
        expect(
          spearman(
            given,
            given.map((x) => Math.exp(x / 10)),
          ),
        ).toBeCloseTo(1, 12);
      }),
    );
  });
});

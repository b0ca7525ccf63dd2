import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { golden } from '../testing/fixtures.js';
import { bootstrap, intervalOfShare, resamples, weightedMean } from './bootstrap.js';
import { pearson, spearman, spearmanOfLevels } from './correlation.js';
import { rankLevels } from './ranks.js';

interface Golden {
  readonly correlations: readonly {
    readonly x: number[];
    readonly y: number[];
    readonly spearman: number;
    readonly pearson: number;
    readonly intervals: Record<string, [low: number, high: number]>;
  }[];
  readonly shares: readonly { total: number; right: number; low: number; high: number }[];
}

const { correlations, shares } = golden<Golden>('scipy.json');
const settings = { resamples: 1000, confidence: 0.95, seed: 1 };

describe('SciPy', () => {
  test.each(correlations)('computes the same correlations: %#', ({ x, y, ...expected }) => {
    expect(spearman(x, y)).toBeCloseTo(expected.spearman, 12);
    expect(pearson(x, y)).toBeCloseTo(expected.pearson, 12);
  });

  const long = correlations.filter(({ intervals }) => 'spearman' in intervals);
  test.each(long)('finds the same intervals, but for chance: %#', async ({ x, y, intervals }) => {
    const [xs, ys] = [rankLevels(x), rankLevels(y)];
    const found = await bootstrap(
      x.length,
      [(weights) => spearmanOfLevels(xs, ys, weights), (weights) => pearson(x, y, weights)],
      { ...settings, resamples: 10_000 },
    );
    for (const [at, name] of ['spearman', 'pearson'].entries()) {
      const [low, high] = intervals[name]!;
      expect(Math.abs(found[at]!.low - low)).toBeLessThan((high - low) / 30);
      expect(Math.abs(found[at]!.high - high)).toBeLessThan((high - low) / 30);
    }
  });

  test.each(shares)('has the same binomial quantiles: $right of $total', (expected) => {
    const { total, right } = expected;
    const { low, high } = intervalOfShare(right, total, settings)!;
    expect([low * total, high * total].map((x) => Math.round(x))).toEqual([
      expected.low,
      expected.high,
    ]);
  });
});

describe('a bootstrap', () => {
  test('draws as many items as there are, each as likely as the others', async () => {
    const sums = new Float64Array(10);
    for await (const weights of resamples(10, { ...settings, resamples: 20_000 })) {
      expect(weights.reduce((sum, weight) => sum + weight, 0)).toBe(10);
      for (const [at, weight] of weights.entries()) sums[at]! += weight;
    }
    for (const sum of sums) expect(Math.abs(sum / 20_000 - 1)).toBeLessThan(0.03);
  });

  test('gives the same intervals with the same seed', async () => {
    const values = Array.from({ length: 40 }, (_, at) => Math.sin(at));
    const interval = async (seed: number) =>
      (await bootstrap(values.length, [weightedMean(values)], { ...settings, seed }))[0]!;
    expect(await interval(1)).toEqual(await interval(1));
    expect(await interval(1)).not.toEqual(await interval(2));
  });

  test('of a share is the limit of what resamples give', async () => {
    const right = Uint8Array.from({ length: 200 }, (_, at) => Number(at < 130));
    const often = { ...settings, resamples: 20_000 };
    const [drawn] = await bootstrap(200, [weightedMean(right)], often);
    const exact = intervalOfShare(130, 200, settings)!;
    expect(Math.abs(drawn!.low - exact.low)).toBeLessThanOrEqual(0.005);
    expect(Math.abs(drawn!.high - exact.high)).toBeLessThanOrEqual(0.005);
  });

  test('holds the share itself, and no more than there is', () => {
    const count = fc
      .integer({ min: 1, max: 3000 })
      .chain((total) => fc.record({ total: fc.constant(total), right: fc.nat({ max: total }) }));
    fc.assert(
      fc.property(count, ({ total, right }) => {
        const { low, high } = intervalOfShare(right, total, settings)!;
        expect(low >= 0 && low <= right / total).toBe(true);
        expect(high <= 1 && high >= right / total).toBe(true);
      }),
    );
  });

  test('has no interval without items, without resamples, or without a score', async () => {
    const none = { ...settings, resamples: 0 };
    expect(await bootstrap(0, [() => 1], settings)).toEqual([null]);
    expect(await bootstrap(5, [() => 1], none)).toEqual([null]);
    expect(await bootstrap(5, [() => null], settings)).toEqual([null]);
    expect(intervalOfShare(0, 0, settings)).toBeNull();
    expect(intervalOfShare(1, 2, none)).toBeNull();
  });

  test('lets events in, so that an abort is heard', async () => {
    const slow = () => {
      const start = performance.now();
      while (performance.now() - start < 10);
      return 1;
    };
    const controller = new AbortController();
    setTimeout(() => controller.abort(new Error('enough')), 20);
    const started = performance.now();
    await expect(bootstrap(5, [slow], settings, controller.signal)).rejects.toThrow('enough');
    expect(performance.now() - started).toBeLessThan(3000);
  });
});

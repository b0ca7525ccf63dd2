import { createRandom } from '@tovec/core';
import { binomialDistribution, binomialQuantile } from './binomial.js';
import { type Interval, percentileInterval } from './interval.js';
import { pacer } from './pause.js';

/**
 * How intervals are found: the items of a dataset (questions, pairs, words, cases) are drawn anew,
 * as many as there are, with replacement, `resamples` times. The interval is the middle `confidence`
 * of the scores of the resamples (the percentile bootstrap; Efron and Tibshirani 1993).
 *
 * Of shares (accuracy, purity) no resample is drawn: how many right ones it has is binomial, so the
 * interval of infinitely many resamples is known.
 */
export interface BootstrapSettings {
  /** 0: no intervals. */
  readonly resamples: number;
  readonly confidence: number;
  /** The same seed gives the same intervals. */
  readonly seed: number;
}

/**
 * A score of items of which each is there so often, or once where nothing is said; null where there
 * is none.
 */
export type WeightedStatistic = (weights?: ArrayLike<number>) => number | null;

/**
 * The weights of each resample of `count` items, in the same array every time. Throws the signal's
 * reason soon after it is aborted.
 */
export async function* resamples(
  count: number,
  { resamples: rounds, seed }: BootstrapSettings,
  signal?: AbortSignal,
): AsyncGenerator<Uint32Array> {
  const random = createRandom(seed);
  const weights = new Uint32Array(count);
  const scale = count / 2 ** 32;
  const pauseIfDue = pacer(signal);
  for (let round = 0; round < rounds; round++) {
    await pauseIfDue();
    weights.fill(0);
    // No item is likelier than another by more than count / 2³², which no interval shows.
    for (let drawn = 0; drawn < count; drawn++) weights[Math.floor(random.uint32() * scale)]!++;
    yield weights;
  }
}

/**
 * The interval of each of some scores of the same items. Resamples in which a score cannot be
 * computed do not count for it; null where that is all of them.
 */
export function bootstrap(
  count: number,
  statistics: readonly WeightedStatistic[],
  settings: BootstrapSettings,
  signal?: AbortSignal,
): Promise<(Interval | null)[]> {
  const all = (weights: ArrayLike<number>) => statistics.map((statistic) => statistic(weights));
  return bootstrapTogether(count, statistics.length, all, settings, signal);
}

/** The same of `scores` scores that are computed together. */
export async function bootstrapTogether(
  count: number,
  scores: number,
  statistic: (weights: ArrayLike<number>) => readonly (number | null)[],
  settings: BootstrapSettings,
  signal?: AbortSignal,
): Promise<(Interval | null)[]> {
  const found = Array.from({ length: scores }, () => ({
    values: new Float64Array(settings.resamples),
    count: 0,
  }));
  for await (const weights of count > 0 ? resamples(count, settings, signal) : []) {
    for (const [at, value] of statistic(weights).entries()) {
      const own = found[at]!;
      if (value !== null) own.values[own.count++] = value;
    }
  }
  return found.map(({ values, count: kept }) =>
    kept === 0 ? null : percentileInterval(values.subarray(0, kept), settings.confidence),
  );
}

/** The interval of the share of right ones among `total` items; null where there are none. */
export function intervalOfShare(
  right: number,
  total: number,
  { resamples: rounds, confidence }: BootstrapSettings,
): Interval | null {
  if (total === 0 || rounds === 0) return null;
  if (right === 0 || right === total) return { low: right / total, high: right / total };
  const distribution = binomialDistribution(total, right / total);
  const tail = (1 - confidence) / 2;
  return {
    low: binomialQuantile(distribution, tail) / total,
    high: binomialQuantile(distribution, 1 - tail) / total,
  };
}

/** The mean of values of which each is there so often. */
export function weightedMean(values: ArrayLike<number>): WeightedStatistic {
  return (weights) => {
    let sum = 0;
    let total = 0;
    for (let at = 0; at < values.length; at++) {
      const weight = weights?.[at] ?? 1;
      sum += weight * values[at]!;
      total += weight;
    }
    return total > 0 ? sum / total : null;
  };
}

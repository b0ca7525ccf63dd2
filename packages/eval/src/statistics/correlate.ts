import { type BootstrapSettings, bootstrap } from './bootstrap.js';
import { pearson, spearmanOfLevels } from './correlation.js';
import type { Interval } from './interval.js';
import { rankLevels } from './ranks.js';

/** Both correlations of measured with expected values; null with fewer than two different ones. */
export interface Correlations {
  readonly spearman: number | null;
  readonly spearmanInterval: Interval | null;
  readonly pearson: number | null;
  readonly pearsonInterval: Interval | null;
}

/** Correlates values, with the intervals of one bootstrap over pairs. */
export async function correlate(
  xs: ArrayLike<number>,
  ys: ArrayLike<number>,
  settings: BootstrapSettings,
  signal: AbortSignal | undefined,
): Promise<Correlations> {
  const [xLevels, yLevels] = [rankLevels(xs), rankLevels(ys)];
  const spearman = spearmanOfLevels(xLevels, yLevels);
  const linear = pearson(xs, ys);
  const [spearmanInterval, pearsonInterval] = await bootstrap(
    xs.length,
    [
      (weights) => spearmanOfLevels(xLevels, yLevels, weights),
      (weights) => pearson(xs, ys, weights),
    ],
    settings,
    signal,
  );
  return {
    spearman,
    spearmanInterval: spearman === null ? null : spearmanInterval!,
    pearson: linear,
    pearsonInterval: linear === null ? null : pearsonInterval!,
  };
}

import { type RankLevels, rankLevels, ranksOf } from './ranks.js';

/**
 * Spearman's rank correlation, equal values sharing the mean of their ranks; null when one side has
 * fewer than two different values.
 */
export function spearman(xs: ArrayLike<number>, ys: ArrayLike<number>): number | null {
  return spearmanOfLevels(rankLevels(xs), rankLevels(ys));
}

/**
 * The same of values whose order is known.
 *
 * @param weights how often each pair is there; default: once
 */
export function spearmanOfLevels(
  xs: RankLevels,
  ys: RankLevels,
  weights?: ArrayLike<number>,
): number | null {
  return pearson(ranksOf(xs, weights), ranksOf(ys, weights), weights);
}

/**
 * Pearson's correlation; null when one side has fewer than two different values.
 *
 * @param weights how often each pair is there; default: once
 */
export function pearson(
  xs: ArrayLike<number>,
  ys: ArrayLike<number>,
  weights?: ArrayLike<number>,
): number | null {
  let total = 0;
  let sumX = 0;
  let sumY = 0;
  for (let at = 0; at < xs.length; at++) {
    const weight = weights?.[at] ?? 1;
    total += weight;
    sumX += weight * xs[at]!;
    sumY += weight * ys[at]!;
  }
  const [meanX, meanY] = [sumX / total, sumY / total];
  let products = 0;
  let squaresX = 0;
  let squaresY = 0;
  for (let at = 0; at < xs.length; at++) {
    const weight = weights?.[at] ?? 1;
    if (weight === 0) continue;
    const dx = xs[at]! - meanX;
    const dy = ys[at]! - meanY;
    products += weight * dx * dy;
    squaresX += weight * dx * dx;
    squaresY += weight * dy * dy;
  }
  const scale = Math.sqrt(squaresX * squaresY);
  return scale > 0 && varies(xs, weights) && varies(ys, weights)
    ? Math.min(1, Math.max(-1, products / scale))
    : null;
}

/** Whether two of the values differ: the squares above tell it only but for rounding. */
function varies(values: ArrayLike<number>, weights: ArrayLike<number> | undefined): boolean {
  let first: number | undefined;
  for (let at = 0; at < values.length; at++) {
    if (weights?.[at] === 0) continue;
    first ??= values[at]!;
    if (values[at] !== first) return true;
  }
  return false;
}

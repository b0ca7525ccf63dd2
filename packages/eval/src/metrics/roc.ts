import type { WeightedStatistic } from '../statistics/bootstrap.js';
import {
  type BinaryLabels,
  type BinaryRanking,
  countLevels,
  rankBinary,
} from './binary-ranking.js';

/** How many of the negatives, and of the positives, are at or above each threshold. */
export interface RocCurve {
  /** False positives of all negatives, from 0 to 1. */
  readonly falsePositiveRate: readonly number[];
  /** True positives of all positives, from 0 to 1. */
  readonly truePositiveRate: readonly number[];
  /** Falling; the first is Infinity, above all scores. */
  readonly thresholds: readonly number[];
}

/**
 * The receiver operating characteristic of scores: a point for each threshold, but those on a straight
 * line between two others. The points are scikit-learn's `roc_curve`'s.
 *
 * @returns null when all items are positive, or none is
 * @throws InvalidInputError when labels or scores are none, or not equally many
 * @example
 * ```ts
 * import { rocCurve } from '@tovec/eval';
 *
 * const curve = rocCurve([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]);
 * console.log(curve?.falsePositiveRate, curve?.truePositiveRate);
 * // [ 0, 0, 0.5, 0.5, 1 ] [ 0, 0.5, 0.5, 1, 1 ]
 * ```
 */
export function rocCurve(labels: BinaryLabels, scores: ArrayLike<number>): RocCurve | null {
  return rocCurveOf(rankBinary(labels, scores));
}

/** The same of sorted items. */
export function rocCurveOf(ranking: BinaryRanking): RocCurve | null {
  const { positives, negatives, positive, negative } = countLevels(ranking);
  if (positive === 0 || negative === 0) return null;
  const falsePositiveRate = [0];
  const truePositiveRate = [0];
  const thresholds = [Number.POSITIVE_INFINITY];
  let [above, aboveNegative] = [0, 0];
  for (let level = ranking.count - 1; level >= 0; level--) {
    above += positives[level]!;
    aboveNegative += negatives[level]!;
    const isCorner =
      level === 0 ||
      level === ranking.count - 1 ||
      positives[level] !== positives[level - 1] ||
      negatives[level] !== negatives[level - 1];
    if (!isCorner) continue;
    falsePositiveRate.push(aboveNegative / negative);
    truePositiveRate.push(above / positive);
    thresholds.push(ranking.scores[level]!);
  }
  return { falsePositiveRate, truePositiveRate, thresholds };
}

/**
 * The area under the ROC curve: how likely a positive item has a higher score than a negative one,
 * equal scores counting half. scikit-learn's `roc_auc_score`.
 *
 * @returns null when all items are positive, or none is
 * @throws InvalidInputError when labels or scores are none, or not equally many
 * @example
 * ```ts
 * import { rocAuc } from '@tovec/eval';
 *
 * console.log(rocAuc([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8])); // 0.75
 * ```
 */
export function rocAuc(labels: BinaryLabels, scores: ArrayLike<number>): number | null {
  return rocAucOf(rankBinary(labels, scores))();
}

/** The same of sorted items, as often as their weights say. */
export function rocAucOf(ranking: BinaryRanking): WeightedStatistic {
  return (weights) => {
    const { positives, negatives, positive, negative } = countLevels(ranking, weights);
    if (positive === 0 || negative === 0) return null;
    let below = 0;
    let won = 0;
    for (let level = 0; level < ranking.count; level++) {
      won += positives[level]! * (below + negatives[level]! / 2);
      below += negatives[level]!;
    }
    return won / (positive * negative);
  };
}

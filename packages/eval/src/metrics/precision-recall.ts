import type { WeightedStatistic } from '../statistics/bootstrap.js';
import {
  type BinaryLabels,
  type BinaryRanking,
  countLevels,
  rankBinary,
} from './binary-ranking.js';

/** How many of the items at or above each threshold are positive, and of the positives are there. */
export interface PrecisionRecallCurve {
  /** From the lowest threshold to the highest; the last is 1, of no items. */
  readonly precision: readonly number[];
  /** Falling; the last is 0. */
  readonly recall: readonly number[];
  /** Every score, rising: one fewer than there are points. */
  readonly thresholds: readonly number[];
}

/**
 * Precision and recall at each threshold: scikit-learn's `precision_recall_curve`.
 *
 * @returns null when no item is positive
 * @throws InvalidInputError when labels or scores are none, or not equally many
 * @example
 * ```ts
 * import { precisionRecallCurve } from '@tovec/eval';
 *
 * const curve = precisionRecallCurve([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]);
 * console.log(curve?.recall, curve?.precision.map((share) => share.toFixed(2)));
 * // [ 1, 1, 0.5, 0.5, 0 ] [ '0.50', '0.67', '0.50', '1.00', '1.00' ]
 * ```
 */
export function precisionRecallCurve(
  labels: BinaryLabels,
  scores: ArrayLike<number>,
): PrecisionRecallCurve | null {
  const ranking = rankBinary(labels, scores);
  const { positives, negatives, positive } = countLevels(ranking);
  if (positive === 0) return null;
  const precision = [1];
  const recall = [0];
  let [above, aboveNegative] = [0, 0];
  for (let level = ranking.count - 1; level >= 0; level--) {
    above += positives[level]!;
    aboveNegative += negatives[level]!;
    precision.push(above / (above + aboveNegative));
    recall.push(above / positive);
  }
  return {
    precision: precision.reverse(),
    recall: recall.reverse(),
    thresholds: [...ranking.scores],
  };
}

/**
 * The mean of the precisions at each threshold, weighed by how much recall it adds; without
 * interpolation. scikit-learn's `average_precision_score`.
 *
 * @returns null when no item is positive (scikit-learn warns, and says 0)
 * @throws InvalidInputError when labels or scores are none, or not equally many
 * @example
 * ```ts
 * import { averagePrecision } from '@tovec/eval';
 *
 * console.log(averagePrecision([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8])?.toFixed(3)); // 0.833
 * ```
 */
export function averagePrecision(labels: BinaryLabels, scores: ArrayLike<number>): number | null {
  return averagePrecisionOf(rankBinary(labels, scores))();
}

/** The same of sorted items, as often as their weights say. */
export function averagePrecisionOf(ranking: BinaryRanking): WeightedStatistic {
  return (weights) => {
    const { positives, negatives, positive } = countLevels(ranking, weights);
    if (positive === 0) return null;
    let [above, all, sum] = [0, 0, 0];
    for (let level = ranking.count - 1; level >= 0; level--) {
      above += positives[level]!;
      all += positives[level]! + negatives[level]!;
      if (positives[level]! > 0) sum += positives[level]! * (above / all);
    }
    return sum / positive;
  };
}

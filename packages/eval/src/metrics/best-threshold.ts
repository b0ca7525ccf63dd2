import { check } from '@tovec/core';
import { type BinaryLabels, countLevels, rankBinary } from './binary-ranking.js';

/** The threshold above which items are best called positive. */
export interface BestThreshold {
  /** Midway between two scores; of all thresholds that are equally good, the highest. */
  readonly threshold: number;
  /** Right ones of all items, of `threshold`. */
  readonly accuracy: number;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

/**
 * The threshold with the best accuracy, or the best F1, of items called positive at or above it.
 * Chosen by the same items that it is measured on, so it flatters a little.
 *
 * @returns null when all items are positive, or none is
 * @throws InvalidInputError when labels or scores are none, or not equally many
 * @example
 * ```ts
 * import { bestThreshold } from '@tovec/eval';
 *
 * const best = bestThreshold([0, 0, 1, 1], [0.1, 0.3, 0.4, 0.8], 'accuracy');
 * console.log(best?.threshold.toFixed(2), best?.accuracy); // 0.35 1
 * ```
 */
export function bestThreshold(
  labels: BinaryLabels,
  scores: ArrayLike<number>,
  metric: 'accuracy' | 'f1',
): BestThreshold | null {
  check.oneOf('metric', metric, ['accuracy', 'f1']);
  const ranking = rankBinary(labels, scores);
  const { positives, negatives, positive, negative } = countLevels(ranking);
  if (positive === 0 || negative === 0) return null;
  let best: BestThreshold | undefined;
  let [above, aboveNegative] = [0, 0];
  for (let level = ranking.count - 1; level >= 0; level--) {
    above += positives[level]!;
    aboveNegative += negatives[level]!;
    const found = {
      threshold: between(ranking.scores[level]!, ranking.scores[level - 1]),
      accuracy: (above + negative - aboveNegative) / (positive + negative),
      precision: above / (above + aboveNegative),
      recall: above / positive,
      f1: (2 * above) / (above + aboveNegative + positive),
    };
    if (best === undefined || found[metric] > best[metric]) best = found;
  }
  return best!;
}

function between(score: number, below: number | undefined): number {
  return below === undefined ? score : below + (score - below) / 2;
}

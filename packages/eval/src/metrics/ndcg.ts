import { check } from '@tovec/core';
import { rankLevels } from '../statistics/ranks.js';
import { checkNumbers, checkSameLength } from './binary-ranking.js';

/**
 * nDCG@k of scored items: {@link ndcgAt} of them in the order of their scores, the highest first.
 * Items with equal scores count as the mean of all their orders, as in scikit-learn's `ndcg_score`.
 *
 * @param k how many of the first items count; default: all
 * @returns null when nothing is relevant (scikit-learn says 0)
 * @throws InvalidInputError when relevances or scores are none, or not equally many
 * @example
 * ```ts
 * import { ndcg } from '@tovec/eval';
 *
 * console.log(ndcg([3, 2, 0], [0.9, 0.1, 0.5])?.toFixed(3)); // 0.939
 * console.log(ndcg([1, 0], [0.5, 0.5])?.toFixed(3)); // 0.815
 * ```
 */
export function ndcg(
  relevances: ArrayLike<number>,
  scores: ArrayLike<number>,
  k: number = Math.max(1, relevances.length),
): number | null {
  check.integer('k', k, { min: 1 });
  checkSameLength('relevances', relevances, 'scores', scores);
  checkNumbers('relevances', relevances, 0);
  checkNumbers('scores', scores);
  const best = discountedGain(relevances, relevances, k);
  return best > 0 ? discountedGain(relevances, scores, k) / best : null;
}

/** Each level of equal scores has the mean gain of its items at every place that it takes. */
function discountedGain(
  relevances: ArrayLike<number>,
  scores: ArrayLike<number>,
  k: number,
): number {
  const { levels, count } = rankLevels(scores);
  const gains = new Float64Array(count);
  const sizes = new Uint32Array(count);
  for (let at = 0; at < levels.length; at++) {
    gains[levels[at]!]! += relevances[at]!;
    sizes[levels[at]!]!++;
  }
  let rank = 0;
  let sum = 0;
  for (let level = count - 1; level >= 0; level--) {
    const gain = gains[level]! / sizes[level]!;
    for (let left = sizes[level]!; left > 0; left--, rank++) {
      if (rank < k) sum += gain / Math.log2(rank + 2);
    }
  }
  return sum;
}

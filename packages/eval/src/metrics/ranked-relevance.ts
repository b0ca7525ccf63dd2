import { check } from '@tovec/core';
import { checkNumbers } from './binary-ranking.js';
import { idealOf, type JudgedRanking, judgedMetrics } from './judged-ranking.js';

/** What a search found for one query. */
export interface RankedRelevance {
  /** How relevant each result is, the first result first: 0 for not at all. */
  readonly ranked: ArrayLike<number>;
  /**
   * How relevant all relevant items are, found or not, in any order; default: there are no others
   * than those of `ranked`.
   */
  readonly relevant?: ArrayLike<number> | undefined;
}

/**
 * The normalised discounted cumulative gain of the first k results (Järvelin and Kekäläinen 2002):
 * the sum of relevance / log₂(rank + 1), beside that of the best order there could be. Gains are the
 * relevances themselves, as in trec_eval, BEIR and scikit-learn.
 *
 * @returns null when nothing is relevant
 * @throws InvalidInputError when a relevance is negative or no number, or k no count
 * @example
 * ```ts
 * import { ndcgAt } from '@tovec/eval';
 *
 * console.log(ndcgAt({ ranked: [0, 2, 1] }, 3)?.toFixed(3)); // 0.670
 * console.log(ndcgAt({ ranked: [1, 0, 0], relevant: [1, 1] }, 3)?.toFixed(3)); // 0.613
 * ```
 */
export function ndcgAt(given: RankedRelevance, k: number): number | null {
  return judgedMetrics.ndcg(judge(given), checkK(k));
}

/**
 * 1 divided by the rank of the first relevant result, or 0 when it is not among the first k.
 *
 * @returns null when nothing is relevant
 * @throws InvalidInputError when a relevance is negative or no number, or k no count
 * @example
 * ```ts
 * import { reciprocalRankAt } from '@tovec/eval';
 *
 * console.log(reciprocalRankAt({ ranked: [0, 1, 0] }, 10)); // 0.5
 * ```
 */
export function reciprocalRankAt(given: RankedRelevance, k: number): number | null {
  return judgedMetrics.mrr(judge(given), checkK(k));
}

/**
 * The mean of the precisions at the rank of each relevant item, 0 for one that is not among the first
 * k results: trec_eval's `map_cut_k`, of one query.
 *
 * @returns null when nothing is relevant
 * @throws InvalidInputError when a relevance is negative or no number, or k no count
 * @example
 * ```ts
 * import { averagePrecisionAt } from '@tovec/eval';
 *
 * console.log(averagePrecisionAt({ ranked: [1, 0], relevant: [1, 1] }, 10)); // 0.5
 * ```
 */
export function averagePrecisionAt(given: RankedRelevance, k: number): number | null {
  return judgedMetrics.map(judge(given), checkK(k));
}

/**
 * How many of all relevant items are among the first k results.
 *
 * @returns null when nothing is relevant
 * @throws InvalidInputError when a relevance is negative or no number, or k no count
 * @example
 * ```ts
 * import { recallAt } from '@tovec/eval';
 *
 * console.log(recallAt({ ranked: [1, 0, 1, 0], relevant: [1, 1, 1, 1] }, 3)); // 0.5
 * ```
 */
export function recallAt(given: RankedRelevance, k: number): number | null {
  return judgedMetrics.recall(judge(given), checkK(k));
}

/**
 * How many of the first k results are relevant, of k; where there are fewer results, too.
 *
 * @throws InvalidInputError when a relevance is negative or no number, or k no count
 * @example
 * ```ts
 * import { precisionAt } from '@tovec/eval';
 *
 * console.log(precisionAt({ ranked: [1, 0, 1, 0] }, 2)); // 0.5
 * ```
 */
export function precisionAt(given: RankedRelevance, k: number): number {
  return judgedMetrics.precision(judge(given), checkK(k));
}

/**
 * The mean reciprocal rank of some queries (MRR@k). Queries that nothing is relevant to do not count.
 *
 * @returns null when there are no queries
 * @example
 * ```ts
 * import { meanReciprocalRank } from '@tovec/eval';
 *
 * const found = [{ ranked: [0, 1, 0] }, { ranked: [1, 0, 1] }];
 * console.log(meanReciprocalRank(found, 10)); // 0.75
 * ```
 */
export function meanReciprocalRank(
  queries: readonly RankedRelevance[],
  k = Number.MAX_SAFE_INTEGER,
): number | null {
  return meanOf(queries, (query) => reciprocalRankAt(query, k));
}

/**
 * The mean average precision of some queries (MAP@k). Queries that nothing is relevant to do not count.
 *
 * @returns null when there are no queries
 * @example
 * ```ts
 * import { meanAveragePrecision } from '@tovec/eval';
 *
 * const found = [{ ranked: [0, 1, 1] }, { ranked: [1], relevant: [1, 1] }];
 * console.log(meanAveragePrecision(found, 10)?.toFixed(3)); // 0.542
 * ```
 */
export function meanAveragePrecision(
  queries: readonly RankedRelevance[],
  k = Number.MAX_SAFE_INTEGER,
): number | null {
  return meanOf(queries, (query) => averagePrecisionAt(query, k));
}

function judge({ ranked, relevant = ranked }: RankedRelevance): JudgedRanking {
  checkNumbers('ranked', ranked, 0);
  if (relevant !== ranked) checkNumbers('relevant', relevant, 0);
  return { ranked, ...idealOf(Array.from(relevant)) };
}

function checkK(k: number): number {
  return check.integer('k', k, { min: 1 });
}

function meanOf(
  queries: readonly RankedRelevance[],
  metric: (query: RankedRelevance) => number | null,
): number | null {
  const values = queries.map(metric).filter((value) => value !== null);
  if (values.length === 0) return null;
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

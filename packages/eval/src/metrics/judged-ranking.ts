/** What is relevant to a query, in the best order there could be. */
export interface Ideal {
  /** The highest relevances, falling. */
  readonly ideal: ArrayLike<number>;
  /** How many items are relevant. */
  readonly count: number;
}

/** How relevant each result of a query is, the first one first, beside what it could have been. */
export interface JudgedRanking extends Ideal {
  readonly ranked: ArrayLike<number>;
}

/**
 * Puts relevances in the best order.
 *
 * @param most how many of the highest are needed; default: all
 */
export function idealOf(relevances: readonly number[], most = Number.POSITIVE_INFINITY): Ideal {
  const positive = relevances.filter((relevance) => relevance > 0).sort((a, b) => b - a);
  return {
    ideal: positive.length > most ? positive.slice(0, most) : positive,
    count: positive.length,
  };
}

/** The metrics of the first k results; null where nothing is relevant. */
export const judgedMetrics = {
  ndcg: ({ ranked, ideal, count }: JudgedRanking, k: number): number | null =>
    count === 0 ? null : discountedGain(ranked, k) / discountedGain(ideal, k),

  mrr: ({ ranked, count }: JudgedRanking, k: number): number | null => {
    if (count === 0) return null;
    for (let at = 0; at < Math.min(k, ranked.length); at++) {
      if (ranked[at]! > 0) return 1 / (at + 1);
    }
    return 0;
  },

  map: ({ ranked, count }: JudgedRanking, k: number): number | null => {
    if (count === 0) return null;
    let [found, sum] = [0, 0];
    for (let at = 0; at < Math.min(k, ranked.length); at++) {
      if (ranked[at]! > 0) sum += ++found / (at + 1);
    }
    return sum / count;
  },

  recall: ({ ranked, count }: JudgedRanking, k: number): number | null =>
    count === 0 ? null : countRelevant(ranked, k) / count,

  precision: ({ ranked }: JudgedRanking, k: number): number => countRelevant(ranked, k) / k,
};

function countRelevant(ranked: ArrayLike<number>, k: number): number {
  let count = 0;
  for (let at = 0; at < Math.min(k, ranked.length); at++) if (ranked[at]! > 0) count++;
  return count;
}

function discountedGain(ranked: ArrayLike<number>, k: number): number {
  let sum = 0;
  for (let at = 0; at < Math.min(k, ranked.length); at++) sum += ranked[at]! / Math.log2(at + 2);
  return sum;
}

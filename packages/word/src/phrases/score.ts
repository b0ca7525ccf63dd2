import type { PhrasesSettings } from './options.js';

/** What scores are made from. */
export interface PairCounts {
  readonly pair: number;
  readonly first: number;
  readonly second: number;
}

/** What all pairs have in common. */
export interface CorpusCounts {
  /** Words of the corpus. */
  readonly tokens: number;
  /** Distinct words and distinct pairs. */
  readonly distinct: number;
}

/** The score of a pair; −∞ for one that is too rare. */
export function scoreOf(
  { pair, first, second }: PairCounts,
  { tokens, distinct }: CorpusCounts,
  { scoring, minCount }: Pick<PhrasesSettings, 'scoring' | 'minCount'>,
): number {
  if (pair < minCount) return Number.NEGATIVE_INFINITY;
  if (scoring === 'npmi') {
    const probability = pair / tokens;
    return Math.log(probability / ((first / tokens) * (second / tokens))) / -Math.log(probability);
  }
  return ((pair - minCount) / first / second) * (scoring === 'gensim' ? distinct : tokens);
}

import type { EvaluationResult } from '../results/result.js';
import type { Interval } from '../statistics/interval.js';
import type { ExtrinsicOptions, ExtrinsicSettings } from './extrinsic-options.js';

export interface RetrievalOptions extends ExtrinsicOptions {
  /** How many of the first results count; default `[1, 3, 5, 10, 100]`. */
  readonly ks?: readonly number[] | undefined;
  /** What orders documents; default `'cosine'`. Equal ones are in the order of the corpus. */
  readonly similarity?: 'cosine' | 'dot' | undefined;
}

/** What is measured of the first k results of each query. */
export type RetrievalMetric = 'ndcg' | 'mrr' | 'map' | 'recall' | 'precision';

/** The mean of a metric over queries. */
export interface RetrievalScore {
  readonly metric: RetrievalMetric;
  readonly k: number;
  readonly value: number | null;
  readonly interval: Interval | null;
}

export interface RetrievalResult extends EvaluationResult {
  readonly task: 'retrieval';
  /** At 10 results, or else at the largest k. */
  readonly primaryMetric: `ndcg@${number}`;
  readonly options: ExtrinsicSettings & {
    readonly ks: readonly number[];
    readonly similarity: 'cosine' | 'dot';
  };
  /** Each metric at each k. */
  readonly scores: readonly RetrievalScore[];
  readonly documents: number;
  readonly queries: number;
  /** Queries that the scores are over. */
  readonly used: number;
  /** Queries that no document is relevant to, which do not count. */
  readonly unjudged: number;
  readonly missingDocuments: number;
  readonly missingQueries: number;
  /** The nDCG of each query, of the primary metric, to eight decimals; null where it was left out. */
  readonly outcomes: readonly (number | null)[];
  /** The rank of the first relevant document of each query; null where none was found. */
  readonly firstRelevant: readonly (number | null)[];
}

import type { Point } from '../metrics/thin-curve.js';
import type { EvaluationResult } from '../results/result.js';
import type { Interval } from '../statistics/interval.js';
import type { ExtrinsicOptions, ExtrinsicSettings } from './extrinsic-options.js';
import type { BinaryPairScore, GradedPairScore } from './pair-scores.js';

export interface PairsOptions extends ExtrinsicOptions {
  /**
   * What the scores of pairs are: grades of likeness, or 1 and 0 for pairs that belong together and
   * those that do not. Default: binary where all scores are 1 or 0.
   */
  readonly kind?: 'graded' | 'binary' | undefined;
}

export interface PairsResult extends EvaluationResult {
  readonly task: 'pairs';
  /** Of graded pairs and of binary ones; both of the cosine. */
  readonly primaryMetric: 'spearman' | 'averagePrecision';
  readonly options: ExtrinsicSettings;
  /** What the scores of the pairs are. */
  readonly kind: 'graded' | 'binary';
  /** For each measure its correlations; none for binary pairs. */
  readonly graded: readonly GradedPairScore[];
  /** For each measure how it tells pairs apart; none for graded pairs. */
  readonly binary: readonly BinaryPairScore[];
  /** Of the cosine's Pearson correlation; null for binary pairs. */
  readonly pearsonInterval: Interval | null;
  /** Of the cosine's AUC; null for graded pairs. */
  readonly aucInterval: Interval | null;
  /** The ROC curve of the cosine, in some points; none for graded pairs. */
  readonly roc: readonly Point[];
  /** Pairs in the dataset. */
  readonly pairs: number;
  /** Pairs that the scores are over. */
  readonly used: number;
  /** Inputs without a vector. */
  readonly missingItems: number;
  /** The score of each pair, in the order of the dataset. */
  readonly expected: readonly number[];
  /** The cosine of each pair, to eight decimals; null where it was left out. */
  readonly measured: readonly (number | null)[];
}

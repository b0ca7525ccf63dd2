import type { Encoder } from '@tovec/core';
import type { Baseline } from '../probe/bag-of-words.js';
import type { ProbeOptions, ProbeSettings } from '../probe/probe-options.js';
import type { EncoderIdentity, EvaluationResult } from '../results/result.js';
import type { Interval } from '../statistics/interval.js';
import type { ExtrinsicOptions, ExtrinsicSettings } from './extrinsic-options.js';

export interface TransferOptions<Input = string>
  extends ExtrinsicOptions,
    Pick<ProbeOptions, 'c' | 'standardize' | 'tolerance' | 'iterations'> {
  /**
   * Other encoders to hold against it, by what to call them: one trained on the target alone, say. The
   * cache, whose key stands for one model, is not for them.
   */
  readonly rivals?: Readonly<Record<string, Encoder<Input>>> | undefined;
  /**
   * Bags of words to hold against it; default: both where items are texts of
   * several words, else none.
   */
  readonly baselines?: readonly Baseline[] | undefined;
  /** Labelled examples per class; default: 1, 2, 4, … as far as the smallest class goes. */
  readonly shots?: readonly number[] | undefined;
  /** How often examples are drawn anew; default 10. */
  readonly draws?: number | undefined;
  /**
   * The share of items that examples are drawn from, the others being tested with; default 0.5. Of no
   * use to a dataset with test items of its own.
   */
  readonly trainFraction?: number | undefined;
}

/** What one contestant makes of so many examples. */
export interface LearningPoint {
  /** Labelled examples per class. */
  readonly shots: number;
  /** The mean over the draws. */
  readonly accuracy: number;
  /** Where the mean would lie with other draws. */
  readonly interval: Interval | null;
  readonly macroF1: number;
  /** Draws in which the probe did not come to its optimum. */
  readonly unconverged: number;
}

export interface LearningCurve {
  readonly contestant: string;
  readonly kind: 'encoder' | 'rival' | 'baseline';
  /** How many numbers its vectors have; of a baseline, words. */
  readonly dimensions: number;
  /** What it is; absent for a baseline. */
  readonly encoder?: EncoderIdentity | undefined;
  readonly points: readonly LearningPoint[];
  /** The mean over all points. */
  readonly meanAccuracy: number;
}

export interface TransferResult extends EvaluationResult {
  readonly task: 'transfer';
  /** The mean accuracy of the encoder's learning curve. */
  readonly primaryMetric: 'meanAccuracy';
  readonly options: ExtrinsicSettings &
    Pick<ProbeSettings, 'c' | 'standardize' | 'tolerance' | 'iterations'> & {
      readonly shots: readonly number[];
      readonly draws: number;
      readonly trainFraction: number | null;
      readonly baselines: readonly Baseline[];
    };
  /** The encoder's first, then its rivals', then the baselines'. */
  readonly curves: readonly LearningCurve[];
  readonly classes: readonly string[];
  /** Items in the dataset, its own test items among them. */
  readonly items: number;
  /** Items that examples are drawn from, and that are tested with. */
  readonly pool: number;
  readonly tested: number;
  /** Places of the items that the encoder has no vector for. */
  readonly missingItems: readonly number[];
  /** How often each item was classified rightly with the encoder, of all its tests; null without any. */
  readonly found: readonly (number | null)[];
}

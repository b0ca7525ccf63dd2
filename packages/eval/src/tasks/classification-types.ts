import type { ClassScore } from '../metrics/f1.js';
import type { Point } from '../metrics/thin-curve.js';
import type { ProbeKind, ProbeOptions, ProbeSettings } from '../probe/probe-options.js';
import type { SplitOptions, SplitSettings } from '../probe/splits.js';
import type { EvaluationResult } from '../results/result.js';
import type { Interval } from '../statistics/interval.js';
import type { ExtrinsicOptions, ExtrinsicSettings } from './extrinsic-options.js';
import type { VectorMap } from './vector-map.js';

export interface ClassificationOptions extends ExtrinsicOptions, ProbeOptions, SplitOptions {
  /**
   * Whether an item can have several labels; default: whether one of them has. Each label is then a
   * question of its own, and a node with three labels is given the three that are likeliest: the
   * number of true labels is taken as known, as in DeepWalk and node2vec (Perozzi et al. 2014; Grover
   * and Leskovec 2016).
   */
  readonly multiLabel?: boolean | undefined;
}

/** One division into items to train and to test with, and how it went. */
export interface ClassificationRound {
  readonly train: number;
  readonly test: number;
  readonly accuracy: number;
  readonly macroF1: number;
  readonly microF1: number;
  readonly weightedF1: number;
  /** Inverse strength of the regularisation, given or chosen; null for kNN, or where labels differ in it. */
  readonly c: number | null;
  /** Whether every probe came to its optimum; kNN always does. */
  readonly converged: boolean;
}

/** How one class did, over all rounds. */
export interface ClassResult extends ClassScore {
  readonly label: string;
  /** Area under the ROC curve of this class against all others; null where it is not defined. */
  readonly rocAuc: number | null;
  /** That curve, in few points: `x` false, `y` true positive rate. */
  readonly roc: readonly Point[];
}

export interface ClassificationResult extends EvaluationResult {
  readonly task: 'classification';
  readonly primaryMetric: 'accuracy' | 'microF1';
  readonly options: ExtrinsicSettings &
    ProbeSettings &
    SplitSettings & { readonly probe: ProbeKind; readonly multiLabel: boolean };
  /** The share of items with all labels right; the mean over the rounds, as all scores are. */
  readonly accuracy: number | null;
  readonly accuracyInterval: Interval | null;
  readonly macroF1: number | null;
  readonly macroF1Interval: Interval | null;
  readonly microF1: number | null;
  readonly microF1Interval: Interval | null;
  readonly weightedF1: number | null;
  readonly weightedF1Interval: Interval | null;
  readonly rounds: readonly ClassificationRound[];
  readonly classes: readonly ClassResult[];
  /** `confusion[true][predicted]`, added up over the rounds; null where items have several labels. */
  readonly confusion: readonly (readonly number[])[] | null;
  /** Items in the dataset, its own test items among them. */
  readonly items: number;
  /** Items that were trained or tested with. */
  readonly used: number;
  /** Places of the items without a vector: those of `items`, then those of `test`. */
  readonly missingItems: readonly number[];
  readonly composedItems: number;
  /** Of each item, how many of its labels were found, in the mean of the rounds that tested it; else null. */
  readonly found: readonly (number | null)[];
  /** How many labels each item has: with `found`, the micro-averaged F1. */
  readonly labelCounts: readonly number[];
  /** The vectors, drawn in a plane. */
  readonly map: VectorMap;
}

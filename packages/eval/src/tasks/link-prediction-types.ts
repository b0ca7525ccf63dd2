import type { PairOperator } from '@tovec/vectors';
import type { EdgeSplit } from '../links/edge-split.js';
import type { Point } from '../metrics/thin-curve.js';
import type { ProbeOptions, ProbeSettings } from '../probe/probe-options.js';
import type { EvaluationResult } from '../results/result.js';
import type { Interval } from '../statistics/interval.js';
import type { ExtrinsicOptions, ExtrinsicSettings } from './extrinsic-options.js';

export interface LinkPredictionOptions
  extends ExtrinsicOptions,
    Pick<ProbeOptions, 'c' | 'tolerance' | 'iterations'> {
  /** How two vectors become one, for a probe to learn from; default: all that node2vec has. */
  readonly operators?: readonly PairOperator[] | undefined;
  /** Whether each dimension is brought to mean 0 and variance 1 for the probe; default true. */
  readonly standardize?: boolean | undefined;
}

/** What tells pairs with an edge from those without: a probe on vectors of pairs, or a similarity. */
export type LinkMethod = PairOperator | 'cosine' | 'dot';

/** How well one method tells pairs with an edge from those without. */
export interface LinkScore {
  readonly method: LinkMethod;
  /** Whether a probe was trained; the others are plain similarities. */
  readonly learned: boolean;
  /** What it was chosen by, or not; null without validation. */
  readonly validationAuc: number | null;
  readonly auc: number | null;
  readonly aucInterval: Interval | null;
  readonly averagePrecision: number | null;
  readonly averagePrecisionInterval: Interval | null;
  /** The ROC curve, in some points. */
  readonly roc: readonly Point[];
}

export interface LinkPredictionResult extends EvaluationResult {
  readonly task: 'link-prediction';
  readonly primaryMetric: 'auc';
  readonly options: ExtrinsicSettings &
    Pick<ProbeSettings, 'c' | 'standardize' | 'tolerance' | 'iterations'> & {
      readonly operators: readonly PairOperator[];
      readonly split: EdgeSplit['settings'];
    };
  /** Every method, the probes first; each is measured on the test pairs. */
  readonly methods: readonly LinkScore[];
  /** The method of the score: the best on the validation pairs, which are not those of the test. */
  readonly chosen: LinkMethod;
  readonly chosenBy: 'validation' | 'order';
  readonly nodes: number;
  readonly residualEdges: number;
  /** Pairs with an edge that are held out to test with; there are as many without. */
  readonly positives: number;
  /** Test pairs that the scores are over, of both kinds. */
  readonly used: number;
  readonly missingNodes: number;
  /** What the chosen method says of each test pair, those with an edge first; null where it was left out. */
  readonly measured: readonly (number | null)[];
}

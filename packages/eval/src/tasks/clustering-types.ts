import type { EvaluationResult } from '../results/result.js';
import type { Interval } from '../statistics/interval.js';
import type { ExtrinsicOptions, ExtrinsicSettings } from './extrinsic-options.js';
import type { VectorMap } from './vector-map.js';

export interface ClusteringOptions extends ExtrinsicOptions {
  /** How many clusters; default: as many as there are classes. */
  readonly clusters?: number | undefined;
  /**
   * `'lloyd'` looks at all items in every step, `'mini-batch'` at some (Sculley 2010). Default:
   * `'mini-batch'` for more than 100,000 items.
   */
  readonly algorithm?: 'lloyd' | 'mini-batch' | undefined;
  /** Runs from other centres, of which that with the least inertia counts; default 10. */
  readonly starts?: number | undefined;
  /** Steps of a run; default 300. */
  readonly iterations?: number | undefined;
  /** How much more completeness weighs in the V-measure than homogeneity; default 1. */
  readonly beta?: number | undefined;
  /** The most items that the silhouette is measured on, drawn at random; default 2000. */
  readonly silhouetteSample?: number | undefined;
}

export interface ClusteringResult extends EvaluationResult {
  readonly task: 'clustering';
  readonly primaryMetric: 'vMeasure';
  readonly options: ExtrinsicSettings & {
    readonly clusters: number;
    readonly algorithm: 'lloyd' | 'mini-batch';
    readonly starts: number;
    readonly iterations: number;
    readonly beta: number;
    readonly silhouetteSample: number;
  };
  readonly vMeasure: number | null;
  /** Whether clusters are of one class each. */
  readonly homogeneity: number | null;
  /** Whether classes are in one cluster each. */
  readonly completeness: number | null;
  /** Normalised mutual information. */
  readonly nmi: number | null;
  /** Adjusted Rand index. */
  readonly ari: number | null;
  readonly purity: number | null;
  /** Mean silhouette of the clusters; null with fewer than two of them. */
  readonly silhouette: number | null;
  /** Items that the silhouette was measured on. */
  readonly silhouetteItems: number;
  readonly nmiInterval: Interval | null;
  readonly ariInterval: Interval | null;
  readonly purityInterval: Interval | null;
  /** The sum of the squared distances to the centres. */
  readonly inertia: number | null;
  readonly classes: readonly string[];
  /** Items of each cluster, and the class that most of them have. */
  readonly clusters: readonly { readonly size: number; readonly majority: string }[];
  /** `contingency[class][cluster]` */
  readonly contingency: readonly (readonly number[])[];
  readonly items: number;
  readonly used: number;
  readonly missingItems: readonly number[];
  readonly composedItems: number;
  /** The class of each item, as a place in `classes`. */
  readonly expected: readonly number[];
  /** The cluster of each item; null where it was left out. */
  readonly assigned: readonly (number | null)[];
  readonly map: VectorMap;
}

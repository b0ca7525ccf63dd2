import type { Edge } from '../datasets/read-edges.js';
import type { DatasetIdentity } from '../results/result.js';

export interface EdgeSplitOptions {
  /** How many of the edges are held out to test with; default 0.5, as in the paper of node2vec. */
  readonly testFraction?: number | undefined;
  /**
   * How many are held out to choose the operator by; default 0.1. With 0 there is no choice: the
   * first operator is the score.
   */
  readonly validationFraction?: number | undefined;
  /** The most edges of the residual graph that a probe is trained with; default 20,000. */
  readonly trainingPairs?: number | undefined;
  /** Whether an edge from a to b is another than one from b to a; default false. */
  readonly directed?: boolean | undefined;
  /** Of everything that is drawn; default 1. */
  readonly seed?: number | undefined;
  /** What to call the graph in results; default: the dataset's name. */
  readonly name?: string | undefined;
}

/** Two nodes. */
export type NodePair = readonly [a: string, b: string];

/** Pairs with an edge between them, and pairs without. */
export interface PairExamples {
  readonly positives: readonly NodePair[];
  readonly negatives: readonly NodePair[];
}

/**
 * A graph of which some edges are held out: plain data, which can be kept as JSON. Its SHA-256 is
 * that of the pairs.
 */
export interface EdgeSplit extends DatasetIdentity {
  readonly settings: {
    readonly testFraction: number;
    readonly validationFraction: number;
    readonly trainingPairs: number;
    readonly directed: boolean;
    readonly seed: number;
  };
  readonly nodes: number;
  /** Different edges between two nodes. */
  readonly edges: number;
  readonly selfLoops: number;
  /** What to train the encoder on: all edges that are not held out, as they were given. */
  readonly residual: readonly Edge[];
  /** What to train a probe with: edges of the residual graph. */
  readonly train: PairExamples;
  readonly validation: PairExamples;
  readonly test: PairExamples;
}

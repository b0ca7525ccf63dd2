import type { WalkReport } from '@tovec/training';
import type { GraphCounts } from '../csr/csr-graph.js';

/** What happened in training. */
export interface Node2VecReport extends Omit<WalkReport, 'seconds'> {
  /** The graph: its nodes and edges, and what was made of its peculiarities. */
  readonly graph: GraphCounts & { readonly directed: boolean; readonly weighted: boolean };
  /**
   * Wall-clock time: reading the graph, preparing it and counting visits, training, the share of that
   * in which workers walked, and all of it.
   */
  readonly seconds: WalkReport['seconds'] & { readonly read: number };
}

import { createProgress } from '@tovec/core';
import type { CsrGraph } from '../csr/csr-graph.js';
import { GraphBuilder } from '../csr/graph-builder.js';
import { type GraphReading, graphError } from './options.js';
import { EdgeWeights } from './weights.js';

/** What is used of a graphology graph: any object with these will do. */
export interface GraphologyGraph {
  readonly type: string;
  readonly size: number;
  forEachNode(take: (node: string) => void): void;
  forEachEdge(
    take: (
      edge: string,
      attributes: Record<string, unknown>,
      source: string,
      target: string,
      sourceAttributes: Record<string, unknown>,
      targetAttributes: Record<string, unknown>,
      undirected: boolean,
    ) => void,
  ): void;
}

export function isGraphology(input: unknown): input is GraphologyGraph {
  if (typeof input !== 'object' || input === null) return false;
  const { forEachNode, forEachEdge } = input as Partial<GraphologyGraph>;
  return typeof forEachNode === 'function' && typeof forEachEdge === 'function';
}

/** A graphology graph, its isolated nodes too. */
export function fromGraphology(input: GraphologyGraph, reading: GraphReading): CsrGraph {
  const { weightAttribute, names, onProgress } = reading;
  const { directed = input.type === 'directed' } = reading;
  const builder = new GraphBuilder(names);
  const progress = createProgress({ phase: 'read', unit: 'edges', total: input.size, onProgress });
  input.forEachNode((node) => builder.nodeNamed(node));
  let current = '';
  const weights = new EdgeWeights(reading, (problem) => graphError(`${problem} (edge ${current})`));
  input.forEachEdge((edge, attributes, source, target, _, __, undirected) => {
    current = edge;
    const given = attributes[weightAttribute];
    const weight = weights.count(given !== undefined)
      ? weights.affinity(numberOf(given))
      : undefined;
    builder.addEdge(
      builder.nodeNamed(source),
      builder.nodeNamed(target),
      weight,
      undirected || !directed,
    );
  });
  progress.report(builder.edges);
  return builder.build();
}

/** Numbers, also such as are written as a text; whatever else there is, is none. */
function numberOf(value: unknown): number {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN;
}

import { createProgress } from '@tovec/core';
import type { CsrGraph } from '../csr/csr-graph.js';
import { GraphBuilder } from '../csr/graph-builder.js';
import { affinityOf, type GraphReading, graphError, mixedWeights } from './options.js';

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
  const { weightAttribute, weighted, weight: meaning, names, onProgress } = reading;
  const { directed = input.type === 'directed' } = reading;
  const builder = new GraphBuilder(names);
  const progress = createProgress({ phase: 'read', unit: 'edges', total: input.size, onProgress });
  input.forEachNode((node) => builder.nodeNamed(node));
  const isWeighted = weighted ?? hasWeights(input, weightAttribute);
  input.forEachEdge((edge, attributes, source, target, _, __, undirected) => {
    const given = isWeighted ? attributes[weightAttribute] : undefined;
    if (isWeighted && given === undefined) {
      throw graphError(mixedWeights(`edge ${edge} of the graph`, false), edge);
    }
    const weight =
      given === undefined
        ? undefined
        : affinityOf(Number(given), meaning, (problem) => graphError(`${problem} (edge ${edge})`));
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

/** Whether the first edge has a weight. */
function hasWeights(input: GraphologyGraph, attribute: string): boolean {
  let found: boolean | undefined;
  input.forEachEdge((_, attributes) => {
    found ??= attributes[attribute] !== undefined;
  });
  return found === true;
}

import { setImmediate } from 'node:timers/promises';
import { createProgress, describeValue } from '@tovec/core';
import type { CsrGraph } from '../csr/csr-graph.js';
import { GraphBuilder } from '../csr/graph-builder.js';
import { type GraphReading, graphError } from './options.js';
import { EdgeWeights } from './weights.js';

/** The name of a node: a text, or a number, which is as good as its text. */
export type NodeName = string | number;

/** An edge. */
export type EdgeInput =
  | readonly [source: NodeName, target: NodeName, weight?: number]
  | { readonly source: NodeName; readonly target: NodeName; readonly weight?: number | undefined };

/** Edges between two looks at the signal, and reports. */
const edgesAtOnce = 1 << 14;

/** A graph from edges, one after the other. @throws InvalidInputError naming the edge that cannot be */
export async function fromEdges(
  edges: Iterable<EdgeInput> | AsyncIterable<EdgeInput>,
  reading: GraphReading,
): Promise<CsrGraph> {
  const { directed, names, signal, onProgress } = reading;
  const builder = new GraphBuilder(names);
  const weights = new EdgeWeights(reading, (problem) =>
    graphError(`${problem} (edge ${builder.edges})`),
  );
  const progress = createProgress({ phase: 'read', unit: 'edges', onProgress });
  for await (const edge of edges) {
    const { source, target, weight } = partsOf(edge, `edge ${builder.edges}`);
    const affinity = weights.count(weight !== undefined) ? weights.affinity(weight!) : undefined;
    builder.addEdge(builder.nodeNamed(source), builder.nodeNamed(target), affinity, !directed);
    if (builder.edges % edgesAtOnce === 0) {
      // An iterable that never waits would leave nobody the time to abort it.
      await setImmediate();
      signal?.throwIfAborted();
      progress.report(builder.edges);
    }
  }
  progress.report(builder.edges);
  return builder.build();
}

function partsOf(edge: unknown, place: string) {
  const parts = Array.isArray(edge)
    ? { source: edge[0], target: edge[1], weight: edge[2] }
    : ((edge ?? {}) as { source?: unknown; target?: unknown; weight?: unknown });
  const { source, target, weight } = parts;
  if (weight !== undefined && typeof weight !== 'number') {
    throw graphError(`the weight of ${place} must be a number, but was ${describeValue(weight)}`);
  }
  return { source: nameOf(source, place), target: nameOf(target, place), weight };
}

function nameOf(name: unknown, place: string): string {
  if (typeof name === 'string' && name !== '') return name;
  if (typeof name === 'number' && Number.isFinite(name)) return String(name);
  throw graphError(
    `${place} must have two nodes, each a text or a number, as in ['a', 'b'] or ` +
      `{ source: 'a', target: 'b' }, but one was ${describeValue(name)}`,
    name,
  );
}

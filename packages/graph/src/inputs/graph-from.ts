import { check, describeValue, type Source } from '@tovec/core';
import { CsrGraph } from '../csr/csr-graph.js';
import { type ArcsInput, fromArcs, fromCsr, isArcTable } from './from-arcs.js';
import { type EdgeInput, fromEdges } from './from-edges.js';
import { fromGraphology, type GraphologyGraph, isGraphology } from './from-graphology.js';
import {
  type GraphFromOptions,
  type GraphReading,
  graphError,
  graphFromOptionKeys,
  graphReading,
} from './options.js';
import { readGraph } from './read-graph.js';

/**
 * A graph to learn from:
 *
 * - a graphology graph, or anything with its `forEachNode` and `forEachEdge`
 * - `{ path }` of an edge list or an adjacency list, plain or gzip; `{ source }` for any other source
 * - an iterable, async or not, of edges: `[a, b]`, `[a, b, weight]`, `{ source, target, weight }`
 * - a {@link CsrGraph}, or the arrays of one, whose nodes are named by their numbers unless `names` says
 *   otherwise
 */
export type GraphInput =
  | GraphologyGraph
  | { readonly path: string | URL }
  | { readonly source: Source }
  | Iterable<EdgeInput>
  | AsyncIterable<EdgeInput>
  | CsrGraph
  | ArcsInput;

/**
 * Makes a graph of whatever has edges. Self-loops are kept; parallel edges become one, whose weight is
 * the sum of theirs; nodes are numbered as they come. `counts` tells how many of each there were.
 *
 * @throws InvalidInputError for what is no graph, has no edges, or a weight that is not above 0;
 *   ModelFileError naming file and line; SourceError when a file cannot be read
 * @example
 * ```ts
 * import { graphFrom } from '@tovec/graph/node2vec';
 *
 * const graph = await graphFrom([['a', 'b'], ['b', 'c'], ['c', 'a'], ['b', 'a']]);
 * console.log(graph.size, graph.counts.edges, graph.counts.parallelEdges); // 3 3 1
 * console.log(graph.neighborsOf('b').map(({ name }) => name)); // [ 'a', 'c' ]
 * ```
 */
export function graphFrom(input: GraphInput, options: GraphFromOptions = {}): Promise<CsrGraph> {
  check.knownKeys('GraphFromOptions', options, graphFromOptionKeys);
  return readInput(input, graphReading(options));
}

/** The same with checked options, and nodes that come first. */
export async function readInput(input: GraphInput, reading: GraphReading): Promise<CsrGraph> {
  reading.signal?.throwIfAborted();
  if (input instanceof CsrGraph) return fromCsr(input, reading);
  if (isGraphology(input)) return fromGraphology(input, reading);
  if (typeof input === 'object' && input !== null) {
    if ('path' in input) return readGraph(input.path as Source, reading);
    if (isArcTable(input)) return fromArcs(input, reading);
    if (Symbol.iterator in input || Symbol.asyncIterator in input) {
      return fromEdges(input as Iterable<EdgeInput>, reading);
    }
    if ('source' in input) return readGraph(input.source, reading);
  }
  throw graphError(
    'a graph is a graphology graph, { path } of a file, an iterable of edges, or arrays of a CSR ' +
      `graph, but ${describeValue(input)} was given`,
    input,
  );
}

import { check, describeValue, Items, type Source } from '@tovec/core';
import type { ArcTable } from '@tovec/training';
import { CsrGraph } from '../csr/csr-graph.js';
import { countsOf, GraphBuilder } from '../csr/graph-builder.js';
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
  | (ArcTable & { readonly names?: Iterable<string> | undefined });

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
  const { signal, names } = reading;
  signal?.throwIfAborted();
  if (input instanceof CsrGraph) return names ? renumbered(input, names) : input;
  if (isGraphology(input)) return fromGraphology(input, reading);
  if (typeof input === 'object' && input !== null) {
    if ('path' in input) return readGraph(input.path as Source, reading);
    if (isArcTable(input)) {
      const graph = fromArcs(input, reading);
      return names ? renumbered(graph, names) : graph;
    }
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

function isArcTable(input: object): input is ArcTable & { names?: Iterable<string> } {
  const { offsets, targets } = input as Partial<ArcTable>;
  return offsets instanceof Uint32Array && targets instanceof Uint32Array;
}

function fromArcs(
  { offsets, targets, weights, names }: ArcTable & { names?: Iterable<string> },
  { directed = false }: GraphReading,
): CsrGraph {
  const arcs = { offsets, targets, ...(weights && { weights }) };
  const nodes = offsets.length - 1;
  const items = Items.from(names ?? Array.from({ length: nodes }, (_, node) => String(node)));
  if (items.length !== nodes) {
    throw graphError(`${items.length} names do not fit ${nodes} nodes`, items.length);
  }
  return new CsrGraph({
    names: items,
    arcs,
    isDirected: directed,
    counts: countsOf(arcs, directed, 0),
  });
}

/** The same graph with some nodes first, also such as it does not have. */
function renumbered({ names, arcs, isDirected }: CsrGraph, first: Items): CsrGraph {
  const builder = new GraphBuilder(first);
  const { offsets, targets, weights } = arcs;
  const numbers = Uint32Array.from(names.toArray().map((name) => builder.nodeNamed(name)));
  for (let node = 0; node < numbers.length; node++) {
    for (let arc = offsets[node]!; arc < offsets[node + 1]!; arc++) {
      const target = targets[arc]!;
      // An undirected edge stands there twice.
      if (!isDirected && target < node) continue;
      builder.addEdge(numbers[node]!, numbers[target]!, weights?.[arc], !isDirected);
    }
  }
  return builder.build();
}

import { describeValue, Items } from '@tovec/core';
import { type ArcTable, factsOf } from '@tovec/training';
import { CsrGraph } from '../csr/csr-graph.js';
import { countsOf, GraphBuilder } from '../csr/graph-builder.js';
import { type GraphReading, graphError } from './options.js';
import { affinityOf } from './weights.js';

/** The arrays of a graph in compressed sparse rows, and what its nodes are called. */
export type ArcsInput = ArcTable & {
  /** Default: the numbers of the nodes. */
  readonly names?: Iterable<string> | undefined;
};

export function isArcTable(input: object): input is ArcsInput {
  const { offsets, targets } = input as Partial<ArcTable>;
  return offsets instanceof Uint32Array && targets instanceof Uint32Array;
}

/** A graph of these arrays: directed where that is said, or where an arc has no reverse. */
export function fromArcs(input: ArcsInput, reading: GraphReading): CsrGraph {
  const { offsets, targets, names } = input;
  const weights = weightsOf(input, reading);
  const arcs = { offsets, targets, ...(weights && { weights }) };
  const { nodes, isSymmetric } = factsOf(arcs);
  if (reading.directed === false && !isSymmetric) {
    throw graphError(
      'directed is false, but some arc has no reverse of the same weight; an undirected edge is an arc ' +
        'either way',
    );
  }
  if (names !== undefined && typeof names[Symbol.iterator] !== 'function') {
    throw graphError(`names must be one for each node, but were ${describeValue(names)}`, names);
  }
  const items = Items.from(names ?? Array.from({ length: nodes }, (_, node) => String(node)));
  if (items.length !== nodes) {
    throw graphError(`${items.length} names do not fit ${nodes} nodes`, items.length);
  }
  const isDirected = reading.directed ?? !isSymmetric;
  const graph = new CsrGraph({
    names: items,
    arcs,
    isDirected,
    counts: countsOf(arcs, isDirected),
  });
  return reading.names ? renumbered(graph, reading.names) : graph;
}

/** The graph itself. It was read with options of its own: others are not passed over in silence. */
export function fromCsr(graph: CsrGraph, reading: GraphReading): CsrGraph {
  const { isDirected, isWeighted } = graph;
  const { directed = isDirected, weighted = isWeighted, weight, names } = reading;
  const refused = (problem: string) =>
    graphError(`this CsrGraph ${problem}; say so where graphFrom makes it`);
  if (directed !== isDirected) {
    throw refused(`is ${isDirected ? '' : 'un'}directed, so directed cannot be ${directed}`);
  }
  if (weighted !== isWeighted) {
    throw refused(`has ${isWeighted ? '' : 'no '}weights, so weighted cannot be ${weighted}`);
  }
  if (weight === 'distance') throw refused('has affinities, so they cannot be distances');
  return names ? renumbered(graph, names) : graph;
}

function weightsOf({ targets, weights }: ArcTable, { weighted, weight }: GraphReading) {
  if (weights === undefined && weighted) {
    throw graphError('weighted is true, but there are no weights beside offsets and targets');
  }
  if (weights === undefined || weighted === false) return undefined;
  if (!(weights instanceof Float32Array) || weights.length !== targets.length) {
    throw graphError('weights must be a Float32Array with a number for each target', weights);
  }
  if (weight === 'affinity') return weights;
  const fail = (arc: number) => (problem: string) => graphError(`${problem} (arc ${arc})`);
  return weights.map((distance, arc) => affinityOf(distance, weight, fail(arc)));
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

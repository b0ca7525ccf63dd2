import { check, createRandom, describeValue, InvalidInputError } from '@tovec/core';
import type { Edge, EdgeDataset } from '../datasets/read-edges.js';
import { sha256OfPairs } from './digest.js';
import type { EdgeSplit, EdgeSplitOptions, NodePair } from './edge-split.js';
import { type IndexedGraph, indexEdges } from './indexed-graph.js';
import { countNonEdges, sampleNonEdges } from './non-edges.js';
import { spanningForest } from './spanning-forest.js';

const keys = ['testFraction', 'validationFraction', 'trainingPairs', 'directed', 'seed', 'name'];

/**
 * Takes edges out of a graph, to see whether vectors of the nodes that were trained on the rest (the
 * residual graph) tell them from pairs without an edge, as the experiments of node2vec do (Grover and
 * Leskovec 2016).
 *
 * The residual graph has every node, and as many connected components as before: the edges of a random
 * spanning forest stay in it. Where fewer others are left than are to be held out, all of them are, test
 * and validation in proportion. Parallel edges are on one side together; self-loops stay in the graph.
 * Pairs without an edge are drawn uniformly, as many as there are edges in each part, none of them twice;
 * where there are too few for all, there are fewer to train with.
 *
 * @throws InvalidInputError for options that cannot be, edges that are none, a graph in which every edge
 *   holds it together, or one with too few pairs without an edge
 * @example
 * ```ts
 * import { splitEdges } from '@tovec/eval';
 *
 * const names = ['a', 'b', 'c', 'd', 'e', 'f'];
 * const ring = names.map((name, at) => [name, names[(at + 1) % 6]!] as const);
 * const split = await splitEdges([...ring, ['a', 'c'], ['b', 'e']], { testFraction: 0.25 });
 * console.log(split.residual.length, split.test.positives.length, split.test.negatives.length);
 * // 5 2 2
 * ```
 */
export async function splitEdges(
  graph: EdgeDataset | Iterable<Edge>,
  options: EdgeSplitOptions = {},
): Promise<EdgeSplit> {
  check.knownKeys('EdgeSplitOptions', options, keys);
  const { directed = false, seed = 1, trainingPairs = 20_000 } = options;
  const { testFraction = 0.5, validationFraction = 0.1 } = options;
  check.boolean('directed', directed);
  check.integer('seed', seed);
  check.integer('trainingPairs', trainingPairs, { min: 1 });
  checkFractions(testFraction, validationFraction);
  const { edges, name } = edgesOf(graph, options.name);
  const indexed = indexEdges(edges, directed);
  const order = createRandom(seed, 0).shuffle(Array.from(indexed.distinct.keys()));
  const { validation, test } = holdOut(indexed, order, testFraction, validationFraction);
  const heldOut = new Set([...validation, ...test].map((at) => indexed.distinct[at]!));
  const kept = order.filter((at) => !heldOut.has(indexed.distinct[at]!));
  // A small dense graph has fewer pairs without an edge than edges: then probes learn from fewer.
  const room = Math.max(1, countNonEdges(indexed) - heldOut.size);
  const train = kept.slice(0, Math.min(trainingPairs, room));
  const total = train.length + heldOut.size;
  const negatives = sampleNonEdges(indexed, total, createRandom(seed, 1));
  const pairOf = (key: number): NodePair => {
    const size = indexed.nodes.length;
    return [indexed.nodes[Math.floor(key / size)]!, indexed.nodes[key % size]!];
  };
  const partOf = (part: readonly number[]) => ({
    positives: part.map((at) => pairOf(indexed.distinct[at]!)),
    negatives: negatives.splice(0, part.length).map(pairOf),
  });
  const parts = { train: partOf(train), validation: partOf(validation), test: partOf(test) };
  const settings = { testFraction, validationFraction, trainingPairs, directed, seed };
  return {
    name,
    sha256: await sha256OfPairs(parts),
    settings,
    nodes: indexed.nodes.length,
    edges: indexed.distinct.length,
    selfLoops: indexed.selfLoops,
    residual: edges.filter((_, at) => !heldOut.has(indexed.keys[at]!)),
    ...parts,
  };
}

function checkFractions(test: number, validation: number): void {
  check.number('testFraction', test, { above: 0, max: 1 });
  check.number('validationFraction', validation, { min: 0, max: 1 });
  if (test + validation < 1) return;
  throw new InvalidInputError(
    `testFraction and validationFraction are ${test} and ${validation}, which leaves no edges to ` +
      'train with; together they must be less than 1.',
    { argument: 'testFraction', given: test },
  );
}

function edgesOf(graph: EdgeDataset | Iterable<Edge>, name: string | undefined) {
  if (name !== undefined) check.string('name', name, { nonEmpty: true });
  const isDataset = typeof graph === 'object' && graph !== null && 'edges' in graph;
  const list = isDataset ? graph.edges : graph;
  if (typeof list !== 'object' || list === null || !(Symbol.iterator in list)) {
    throw new InvalidInputError(
      `Edges were expected, as readEdges gives them or as a list, but was ${describeValue(graph)}.`,
      { argument: 'edges', given: graph },
    );
  }
  const edges = Array.from(list);
  for (const [at, edge] of edges.entries()) {
    const isEdge =
      Array.isArray(edge) && typeof edge[0] === 'string' && typeof edge[1] === 'string';
    if (isEdge) continue;
    throw new InvalidInputError(
      `edges[${at}] must be two names of nodes and a weight perhaps, but was ${describeValue(edge)}.`,
      { argument: 'edges', given: edge },
    );
  }
  return { edges, name: name ?? (isDataset ? graph.name : 'edges') };
}

/** Which edges are held out, by their places among the distinct ones. */
function holdOut(
  graph: IndexedGraph,
  order: readonly number[],
  testFraction: number,
  validationFraction: number,
): { validation: number[]; test: number[] } {
  const { distinct } = graph;
  if (distinct.length === 0) {
    throw new InvalidInputError(
      'The graph has no edges between two nodes, so there are none to predict.',
      { argument: 'edges', given: distinct.length },
    );
  }
  const forest = spanningForest(graph, order);
  const free = order.filter((at) => !forest.has(at));
  const wanted = Math.round((testFraction + validationFraction) * distinct.length);
  const count = Math.min(Math.max(1, wanted), free.length);
  const share = testFraction / (testFraction + validationFraction);
  const ofTest = Math.max(1, Math.round(share * count));
  if (free.length === 0) {
    throw new InvalidInputError(
      `Each of the ${distinct.length} edges holds the graph together, so none can be held out.`,
      { argument: 'edges', given: distinct.length },
    );
  }
  return { test: free.slice(0, ofTest), validation: free.slice(ofTest, count) };
}

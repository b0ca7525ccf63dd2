import { InvalidInputError, type Random } from '@tovec/core';
import type { IndexedGraph } from './indexed-graph.js';

/** Up to this share of pairs that have an edge, drawing until one has none is quick. */
const sparse = 0.75;

/** How many pairs of different nodes have no edge. */
export function countNonEdges({ nodes, distinct, directed }: IndexedGraph): number {
  const pairs = nodes.length * (nodes.length - 1);
  return (directed ? pairs : pairs / 2) - distinct.length;
}

/**
 * Different pairs of nodes without an edge, each equally likely.
 *
 * @throws InvalidInputError when there are not so many
 */
export function sampleNonEdges(graph: IndexedGraph, count: number, random: Random): number[] {
  const { nodes, distinct, directed } = graph;
  const size = nodes.length;
  const available = countNonEdges(graph);
  if (available < count) {
    throw new InvalidInputError(
      `${count} pairs without an edge are needed, but the graph of ${size} nodes and ${distinct.length} ` +
        `edges has ${available}; hold out fewer edges.`,
      { argument: 'edges', given: distinct.length },
    );
  }
  const taken = new Set(distinct);
  // So dense a graph has about as many pairs as edges, so all can be listed.
  if (distinct.length + count > sparse * (distinct.length + available))
    return drawListed(graph, taken, count, random);
  const found: number[] = [];
  while (found.length < count) {
    const [a, b] = [random.integer(size), random.integer(size)];
    if (a === b) continue;
    const key = directed || a < b ? a * size + b : b * size + a;
    if (taken.has(key)) continue;
    taken.add(key);
    found.push(key);
  }
  return found;
}

function drawListed(
  { nodes, directed }: IndexedGraph,
  taken: ReadonlySet<number>,
  count: number,
  random: Random,
): number[] {
  const size = nodes.length;
  const free: number[] = [];
  for (let a = 0; a < size; a++) {
    for (let b = directed ? 0 : a + 1; b < size; b++) {
      if (a !== b && !taken.has(a * size + b)) free.push(a * size + b);
    }
  }
  return random.shuffle(free).slice(0, count);
}

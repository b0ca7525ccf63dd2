import { encodeUtf8, InvalidInputError, type Items } from '@tovec/core';
import type { ArcTable } from '@tovec/training';
import { ItemTable } from '@tovec/vectors';
import { CsrGraph, type GraphCounts } from './csr-graph.js';
import { GrowingNumbers } from './growing-numbers.js';
import { sortArcs } from './sort-arcs.js';

/** Takes nodes and edges one by one, and makes a graph of them. */
export class GraphBuilder {
  readonly #names = new ItemTable();
  readonly #from = new GrowingNumbers((length) => new Uint32Array(length));
  readonly #to = new GrowingNumbers((length) => new Uint32Array(length));
  readonly #weights = new GrowingNumbers((length) => new Float32Array(length));
  readonly #undirected = new GrowingNumbers((length) => new Uint8Array(length));
  #edges = 0;

  /** @param names nodes there are already, in this order */
  constructor(names?: Items) {
    if (!names) return;
    const { utf8, offsets, length } = names;
    for (let node = 0; node < length; node++) {
      this.#names.add(utf8, offsets[node]!, offsets[node + 1]!);
    }
  }

  /** How many edges there are so far. */
  get edges(): number {
    return this.#edges;
  }

  /** The number of the node `bytes[start…end]`, a new one where it is new. */
  node(bytes: Uint8Array, start: number, end: number): number {
    return this.#names.add(bytes, start, end);
  }

  /** The number of the node of this name. */
  nodeNamed(name: string): number {
    const bytes = encodeUtf8(name);
    return this.#names.add(bytes, 0, bytes.length);
  }

  /** Either all edges have a weight, or none. */
  addEdge(from: number, to: number, weight: number | undefined, isUndirected: boolean): void {
    this.#edges++;
    this.#from.push(from);
    this.#to.push(to);
    if (weight !== undefined) this.#weights.push(weight);
    this.#undirected.push(isUndirected ? 1 : 0);
  }

  /** @throws InvalidInputError when there are no edges */
  build(): CsrGraph {
    const names = this.#names.items();
    if (this.#edges === 0) {
      throw new InvalidInputError(
        `the graph has ${names.length} nodes and no edges, so there is nothing to learn from; check ` +
          'its format, or add edges',
        { argument: 'graph' },
      );
    }
    const undirected = this.#undirected.values();
    const weights = this.#weights.values();
    const isDirected = !undirected.every((flag) => flag === 1);
    const isMixed = isDirected && undirected.includes(1);
    const edges = { from: this.#from.values(), to: this.#to.values() };
    const { arcs, mergedArcs } = sortArcs({
      ...{ nodes: names.length, ...edges, weights: weights.length > 0 ? weights : undefined },
      isUndirected: isMixed ? undirected : !isDirected,
    });
    const listed = isDirected ? arcs.targets.length + mergedArcs : this.#edges;
    const counts = countsOf(arcs, isDirected, listed);
    return new CsrGraph({ names, arcs, isDirected, counts });
  }
}

/**
 * What an arc table consists of.
 *
 * @param listed how many edges it was made of; default: none was listed again
 */
export function countsOf(
  { offsets, targets }: ArcTable,
  isDirected: boolean,
  listed?: number,
): GraphCounts {
  const nodes = offsets.length - 1;
  const arcs = targets.length;
  const isReached = new Uint8Array(nodes);
  let [selfLoops, isolated, sinks] = [0, 0, 0];
  for (let node = 0; node < nodes; node++) {
    for (let arc = offsets[node]!; arc < offsets[node + 1]!; arc++) {
      isReached[targets[arc]!] = 1;
      if (targets[arc] === node) selfLoops++;
    }
  }
  for (let node = 0; node < nodes; node++) {
    if (offsets[node] !== offsets[node + 1]) continue;
    if (isReached[node] === 1) sinks++;
    else isolated++;
  }
  const edges = isDirected ? arcs : (arcs + selfLoops) / 2;
  const parallelEdges = (listed ?? edges) - edges;
  return { nodes, edges, arcs, selfLoops, parallelEdges, isolated, sinks };
}

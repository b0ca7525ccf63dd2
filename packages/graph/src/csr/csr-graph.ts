import { type Items, MissingItemError, nearestNames } from '@tovec/core';
import type { ArcTable } from '@tovec/training';
import { ItemIndex } from '@tovec/vectors';

/** What a graph consists of, and what was made of its peculiarities. */
export interface GraphCounts {
  readonly nodes: number;
  /** Different edges; an undirected one counts once, but twice beside directed ones. */
  readonly edges: number;
  /** Ways from one node to another: an undirected edge is two, a self-loop one. */
  readonly arcs: number;
  /** Edges from a node to itself: kept, a walk may stay where it is. */
  readonly selfLoops: number;
  /** Edges that were there already: merged into one, whose weight is the sum. */
  readonly parallelEdges: number;
  /** Nodes without any edge: their vectors are zeros. */
  readonly isolated: number;
  /** Nodes that can be reached and not left: walks end there, and none starts there. */
  readonly sinks: number;
}

/** A neighbour of a node, and the weight of the edge that leads there. */
export interface GraphNeighbor {
  readonly name: string;
  readonly weight: number;
}

interface Parts {
  readonly names: Items;
  readonly arcs: ArcTable;
  readonly isDirected: boolean;
  readonly counts: GraphCounts;
}

/**
 * A graph in compressed sparse rows, with a name for each node: what walks read. Four bytes for each
 * arc, four more where it has a weight, and the names as bytes. Make one with `graphFrom`.
 */
export class CsrGraph {
  /** The names of the nodes, by number. */
  readonly names: Items;
  /** Where the arcs of each node begin and end, where they lead, and their weights. */
  readonly arcs: ArcTable;
  /** Whether edges lead in one direction only. */
  readonly isDirected: boolean;
  readonly counts: GraphCounts;
  #index: ItemIndex | undefined;

  constructor({ names, arcs, isDirected, counts }: Parts) {
    this.names = names;
    this.arcs = arcs;
    this.isDirected = isDirected;
    this.counts = counts;
  }

  /** Whether its edges have weights. */
  get isWeighted(): boolean {
    return this.arcs.weights !== undefined;
  }

  /** How many nodes there are. */
  get size(): number {
    return this.names.length;
  }

  /** Whether there is a node of this name. */
  has(name: string): boolean {
    return this.#find(name) >= 0;
  }

  /** The number of a node. @throws MissingItemError with the nearest names when there is none */
  nodeOf(name: string): number {
    const node = this.#find(name);
    if (node >= 0) return node;
    const [nearest] = nearestNames(name, this.names, 1);
    throw new MissingItemError(
      `There is no node '${name}' among ${this.size}.${nearest ? ` Did you mean '${nearest}'?` : ''}`,
      { item: name },
    );
  }

  /** The nodes that an edge leads to from this one. @throws MissingItemError when there is no such node */
  neighborsOf(name: string): GraphNeighbor[] {
    const node = this.nodeOf(name);
    const { offsets, targets, weights } = this.arcs;
    const [first, end] = [offsets[node]!, offsets[node + 1]!];
    return Array.from(targets.subarray(first, end), (target, at) => ({
      name: this.names.at(target),
      weight: weights?.[first + at] ?? 1,
    }));
  }

  #find(name: string): number {
    this.#index ??= new ItemIndex(this.names);
    return this.#index.find(name);
  }
}

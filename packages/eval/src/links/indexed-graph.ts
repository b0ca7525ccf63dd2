import type { Edge } from '../datasets/read-edges.js';

/** Edges as numbers: that from node u to node v of n is u · n + v. */
export interface IndexedGraph {
  /** In the order in which they come. */
  readonly nodes: readonly string[];
  /** The number of each edge, as given: equal ones of parallel edges, -1 of self-loops. */
  readonly keys: Float64Array;
  /** The numbers of the different edges between two nodes. */
  readonly distinct: readonly number[];
  readonly selfLoops: number;
  readonly directed: boolean;
}

/** Numbers nodes and edges; without direction, an edge starts at the node that came first. */
export function indexEdges(edges: readonly Edge[], directed: boolean): IndexedGraph {
  const places = new Map<string, number>();
  const placeOf = (node: string) => {
    const place = places.get(node) ?? places.size;
    places.set(node, place);
    return place;
  };
  const ends = edges.map(([a, b]) => [placeOf(a), placeOf(b)] as const);
  const size = places.size;
  const keys = Float64Array.from(ends, ([a, b]) => {
    if (a === b) return -1;
    return directed || a < b ? a * size + b : b * size + a;
  });
  const distinct = [...new Set(keys)].filter((key) => key >= 0);
  const selfLoops = keys.filter((key) => key < 0).length;
  return { nodes: [...places.keys()], keys, distinct, selfLoops, directed };
}

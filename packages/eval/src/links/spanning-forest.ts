import type { IndexedGraph } from './indexed-graph.js';

/**
 * Edges that hold a graph together, taken in an order: each that joins two parts of it (Kruskal 1956).
 * Directions make no difference.
 *
 * @returns their places among the distinct edges
 */
export function spanningForest(
  { nodes, distinct }: IndexedGraph,
  order: readonly number[],
): Set<number> {
  const size = nodes.length;
  const parents = Int32Array.from({ length: size }, (_, node) => node);
  const rootOf = (node: number) => {
    let root = node;
    while (parents[root] !== root) root = parents[root]!;
    // Shorter ways for later: what was passed hangs at the root now.
    for (let at = node; at !== root; ) {
      const next = parents[at]!;
      parents[at] = root;
      at = next;
    }
    return root;
  };
  const forest = new Set<number>();
  for (const at of order) {
    const [a, b] = [rootOf(Math.floor(distinct[at]! / size)), rootOf(distinct[at]! % size)];
    if (a === b) continue;
    parents[a] = b;
    forest.add(at);
  }
  return forest;
}

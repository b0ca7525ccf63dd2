import type { ArcTable } from '../walks/graph.js';

/** An edge of a test's graph. */
export type Edge = readonly [a: number, b: number, weight?: number];

/** A graph of `nodes` nodes; each edge is two arcs unless the graph is directed. */
export function graphOf(
  edges: readonly Edge[],
  { nodes = 0, isDirected = false }: { nodes?: number; isDirected?: boolean } = {},
): ArcTable {
  const arcs = edges.flatMap(([a, b, weight]): Edge[] =>
    isDirected || a === b
      ? [[a, b, weight!]]
      : [
          [a, b, weight!],
          [b, a, weight!],
        ],
  );
  arcs.sort(([a, b], [c, d]) => a - c || b - d);
  const count = arcs.reduce((most, [a, b]) => Math.max(most, a + 1, b + 1), nodes);
  const offsets = new Uint32Array(count + 1);
  for (const [a] of arcs) offsets[a + 1]!++;
  for (let node = 0; node < count; node++) offsets[node + 1]! += offsets[node]!;
  const isWeighted = edges.some(([, , weight]) => weight !== undefined);
  return {
    offsets,
    targets: Uint32Array.from(arcs, ([, b]) => b),
    ...(isWeighted && { weights: Float32Array.from(arcs, ([, , weight = 1]) => weight) }),
  };
}

/** Rings of cliques: nodes of one clique belong together. */
export function cliques(count: number, size: number): Edge[] {
  const edges: Edge[] = [];
  for (let clique = 0; clique < count; clique++) {
    const first = clique * size;
    for (let a = 0; a < size; a++) {
      for (let b = a + 1; b < size; b++) edges.push([first + a, first + b]);
    }
    if (count > 1) edges.push([first, ((clique + 1) % count) * size + 1]);
  }
  return edges;
}

export function cosine(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let [dot, square, other] = [0, 0, 0];
  for (let at = 0; at < a.length; at++) {
    dot += a[at]! * b[at]!;
    square += a[at]! ** 2;
    other += b[at]! ** 2;
  }
  return dot / Math.sqrt(square * other);
}

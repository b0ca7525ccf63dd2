import type { CsrGraph } from '../csr/csr-graph.js';

/** Everything about a graph, as plain as can be. */
export function contentOf(graph: CsrGraph) {
  const nodes = graph.names.toArray();
  return Object.fromEntries(
    nodes.map((name) => [
      name,
      Object.fromEntries(graph.neighborsOf(name).map((near) => [near.name, near.weight])),
    ]),
  );
}

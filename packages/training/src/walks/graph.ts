/**
 * A graph in compressed sparse rows, as walks read it: the arcs of node `v` are those from
 * `offsets[v]` to `offsets[v + 1]`, sorted by target, no target twice. An undirected edge is two arcs.
 */
export interface ArcTable {
  /** `nodes + 1` numbers. */
  readonly offsets: Uint32Array;
  /** The node that each arc leads to. */
  readonly targets: Uint32Array;
  /** How strongly each arc attracts, finite and above 0; undefined where all do the same. */
  readonly weights?: Float32Array | undefined;
}

import type { ArcTable } from '@tovec/training';

/** Edges in any order; without weights all have the same. */
export interface EdgeList {
  readonly nodes: number;
  readonly from: Uint32Array;
  readonly to: Uint32Array;
  readonly weights: Float32Array | undefined;
  /** Whether each edge leads back as well; one number for each edge where they differ. */
  readonly isUndirected: boolean | Uint8Array;
}

/**
 * Puts arcs into compressed sparse rows, those of a node sorted by target and each target once. Two
 * counting sorts, first by target and then by source, in time and memory that grow with the arcs.
 */
export function sortArcs(edges: EdgeList): { arcs: ArcTable; mergedArcs: number } {
  const { nodes, weights } = edges;
  const incoming = new Uint32Array(nodes + 1);
  const outgoing = new Uint32Array(nodes + 1);
  forEachArc(edges, (from, to) => {
    outgoing[from + 1]!++;
    incoming[to + 1]!++;
  });
  for (let node = 0; node < nodes; node++) {
    incoming[node + 1]! += incoming[node]!;
    outgoing[node + 1]! += outgoing[node]!;
  }
  const count = outgoing[nodes]!;
  const next = incoming.slice(0, nodes);
  const sources = new Uint32Array(count);
  const byTarget = weights && new Float32Array(count);
  forEachArc(edges, (from, to, edge) => {
    const place = next[to]!++;
    sources[place] = from;
    if (byTarget) byTarget[place] = weights![edge]!;
  });
  next.set(outgoing.subarray(0, nodes));
  const targets = new Uint32Array(count);
  const bySource = weights && new Float32Array(count);
  for (let to = 0; to < nodes; to++) {
    for (let at = incoming[to]!; at < incoming[to + 1]!; at++) {
      const place = next[sources[at]!]!++;
      targets[place] = to;
      if (bySource) bySource[place] = byTarget![at]!;
    }
  }
  return mergeParallel({ offsets: outgoing, targets, weights: bySource });
}

/** Calls with both ends of each arc, and the number of its edge. */
function forEachArc(
  { from, to, isUndirected }: EdgeList,
  take: (from: number, to: number, edge: number) => void,
): void {
  for (let edge = 0; edge < from.length; edge++) {
    const [a, b] = [from[edge]!, to[edge]!];
    take(a, b, edge);
    const leadsBack = typeof isUndirected === 'boolean' ? isUndirected : isUndirected[edge] === 1;
    if (leadsBack && a !== b) take(b, a, edge);
  }
}

/** The largest number of 32 bits. */
const most = 3.4028234663852886e38;

/** Leaves one of arcs that lead to the same node, with the sum of their weights; in place. */
function mergeParallel({ offsets, targets, weights }: ArcTable) {
  const nodes = offsets.length - 1;
  const before = targets.length;
  let used = 0;
  for (let node = 0, arc = 0; node < nodes; node++) {
    const first = used;
    for (const end = offsets[node + 1]!; arc < end; arc++) {
      if (used > first && targets[used - 1] === targets[arc]) {
        // What would be beyond all numbers is as strong as there is.
        if (weights) weights[used - 1] = Math.min(most, weights[used - 1]! + weights[arc]!);
      } else {
        targets[used] = targets[arc]!;
        if (weights) weights[used] = weights[arc]!;
        used++;
      }
    }
    offsets[node] = first;
  }
  offsets[nodes] = used;
  // A copy where much would be kept for nothing.
  const kept = <Values extends Uint32Array | Float32Array>(values: Values) =>
    (used === before ? values : values.slice(0, used)) as Values;
  return {
    arcs: { offsets, targets: kept(targets), ...(weights && { weights: kept(weights) }) },
    mergedArcs: before - used,
  };
}

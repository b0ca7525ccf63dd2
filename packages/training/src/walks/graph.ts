import { InvalidInputError } from '@tovec/core';

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

/** What walks need to know of a graph. */
export interface ArcFacts {
  readonly nodes: number;
  readonly arcs: number;
  /** The most arcs of one node. */
  readonly mostArcs: number;
  /** For each node the number of arcs that lead to it. */
  readonly incoming: Uint32Array;
  /** Pairs of arcs that can follow each other. */
  readonly pairs: number;
  /** Whether each arc has its reverse, of the same weight. */
  readonly isSymmetric: boolean;
}

/**
 * Checks an arc table, and looks at it.
 *
 * @throws InvalidInputError when it is not one, or has no arcs
 */
export function factsOf({ offsets, targets, weights }: ArcTable): ArcFacts {
  const nodes = offsets.length - 1;
  const arcs = targets.length;
  if (nodes < 1 || offsets[0] !== 0 || offsets[nodes] !== arcs) {
    throw refused(`offsets must run from 0 to the ${arcs} arcs there are`, 'offsets');
  }
  if (arcs === 0) throw refused('the graph has no edges, so there is nowhere to walk', 'graph');
  if (weights && weights.length !== arcs) {
    throw refused(`${weights.length} weights do not fit ${arcs} arcs`, 'weights');
  }
  const incoming = new Uint32Array(nodes);
  let mostArcs = 0;
  for (let node = 0; node < nodes; node++) {
    const [first, end] = [offsets[node]!, offsets[node + 1]!];
    if (end < first) throw refused(`the arcs of node ${node} end before they begin`, 'offsets');
    mostArcs = Math.max(mostArcs, end - first);
    for (let arc = first; arc < end; arc++) {
      const target = targets[arc]!;
      if (target >= nodes)
        throw refused(`arc ${arc} leads to node ${target} of ${nodes}`, 'targets');
      if (arc > first && target <= targets[arc - 1]!) {
        throw refused(`the arcs of node ${node} are not sorted, or one is there twice`, 'targets');
      }
      if (weights && !(weights[arc]! > 0 && weights[arc]! < Number.POSITIVE_INFINITY)) {
        throw refused(
          `the weight of arc ${arc} is ${weights[arc]}, not a number above 0`,
          'weights',
        );
      }
      incoming[target]!++;
    }
  }
  let pairs = 0;
  for (let node = 0; node < nodes; node++) pairs += incoming[node]! * degreeOf(offsets, node);
  const isSymmetric = hasReverses({ offsets, targets, weights }, incoming);
  return { nodes, arcs, mostArcs, incoming, pairs, isSymmetric };
}

/** How many arcs lead away from a node. */
export function degreeOf(offsets: Uint32Array, node: number): number {
  return offsets[node + 1]! - offsets[node]!;
}

/**
 * The nodes whose walks come by those from `first` on: these, where an arc leads away from them, since a
 * walk of one node teaches nothing; and those before them that lead to one that nothing leads away from.
 */
export function startsToLearn({ offsets, targets }: ArcTable, first: number): Uint32Array {
  const isStart = (_: unknown, node: number) =>
    node >= first
      ? degreeOf(offsets, node) > 0
      : targets
          .subarray(offsets[node], offsets[node + 1])
          .some((target) => target >= first && degreeOf(offsets, target) === 0);
  return new Uint32Array(offsets.length - 1).map((_, node) => node).filter(isStart);
}

/**
 * Whether each arc has its reverse. Going through all arcs by their source, those that lead to a node
 * come by in the order of its own arcs if they are the same ones.
 */
function hasReverses({ offsets, targets, weights }: ArcTable, incoming: Uint32Array): boolean {
  const nodes = incoming.length;
  for (let node = 0; node < nodes; node++) {
    if (incoming[node] !== degreeOf(offsets, node)) return false;
  }
  const next = offsets.slice(0, nodes);
  for (let node = 0; node < nodes; node++) {
    for (let arc = offsets[node]!; arc < offsets[node + 1]!; arc++) {
      const reverse = next[targets[arc]!]!++;
      if (targets[reverse] !== node) return false;
      if (weights && weights[reverse] !== weights[arc]) return false;
    }
  }
  return true;
}

function refused(problem: string, argument: string): InvalidInputError {
  return new InvalidInputError(`this graph cannot be walked on: ${problem}.`, { argument });
}

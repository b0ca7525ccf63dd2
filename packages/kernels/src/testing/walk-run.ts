import { createMemory } from '../memory.js';
import { instantiate } from '../modules.js';
import { type WalkKernel, type WalkLoop, walkModule } from '../walk.js';

/** An arc of a test's graph; without a weight where none has one. */
export type Arc = readonly [from: number, to: number, weight?: number | undefined];

export interface GraphOptions {
  readonly arcs: readonly Arc[];
  readonly p?: number;
  readonly q?: number;
  /** Whether each arc stands for both directions. */
  readonly isUndirected?: boolean;
  /** For node2vec+: the weight below which an arc to a node is weak. */
  readonly weakBelow?: readonly number[];
}

export type WalkRun = ReturnType<typeof newWalkRun>;

/** A small graph in a memory of its own, with every table that its walks may need. */
export function newWalkRun({ arcs, p = 1, q = 1, isUndirected = false, weakBelow }: GraphOptions) {
  const all = isUndirected
    ? arcs.flatMap(([a, b, weight]): Arc[] =>
        a === b
          ? [[a, b, weight]]
          : [
              [a, b, weight],
              [b, a, weight],
            ],
      )
    : arcs;
  const sorted = all.toSorted(([a, b], [c, d]) => a - c || b - d);
  const nodes = Math.max(...sorted.map(([a, b]) => Math.max(a, b))) + 1;
  const isWeighted = arcs.some(([, , weight]) => weight !== undefined);
  const offsets = Array.from(
    { length: nodes + 1 },
    (_, node) => sorted.filter(([a]) => a < node).length,
  );
  const targets = sorted.map(([, b]) => b);
  const weights = sorted.map(([, , weight = 1]) => weight);
  const degree = (node: number) => offsets[node + 1]! - offsets[node]!;
  const pairs = targets.map(degree);
  const pairOffsets = pairs.map((_, arc) =>
    pairs.slice(0, arc).reduce((sum, count) => sum + count, 0),
  );

  const memory = createMemory(1 << 22);
  const kernel = instantiate<WalkKernel>(walkModule(), memory);
  let used = 64;
  const place = (bytes: number) => {
    const at = used;
    used += Math.ceil(bytes / 64) * 64;
    return at;
  };
  const write = (
    values: readonly number[],
    Numbers: typeof Uint32Array | typeof Float32Array | typeof Float64Array,
  ) => {
    const at = place(values.length * Numbers.BYTES_PER_ELEMENT);
    new Numbers(memory.buffer, at, values.length).set(values);
    return at;
  };
  const sums = Array.from({ length: nodes }, (_, node) =>
    weights.slice(offsets[node], offsets[node + 1]).reduce((sum, weight) => sum + weight, 0),
  );
  kernel.placeArcs(write(offsets, Uint32Array), write(targets, Uint32Array), isUndirected ? 1 : 0);
  kernel.placeWeights(
    isWeighted ? write(weights, Float32Array) : 0,
    isWeighted ? place(targets.length * 8) : 0,
    isWeighted ? write(sums, Float64Array) : 0,
    weakBelow ? write(weakBelow, Float32Array) : 0,
  );
  kernel.placePairs(write(pairOffsets, Uint32Array), place(pairs.reduce((a, b) => a + b, 0) * 8));
  kernel.setBiases(p, q);
  const scratch = place(targets.length * 12);
  if (isWeighted) kernel.prepareArcs(0, nodes, scratch);
  kernel.preparePairs(0, nodes, scratch);
  const starts = place(nodes * 4);
  new Uint32Array(memory.buffer, starts, nodes).set(
    Array.from({ length: nodes }, (_, node) => node),
  );
  const ids = place(1 << 21);

  return {
    ...{ kernel, memory, nodes, place },
    weight: (from: number, to: number) =>
      sorted.find(([a, b]) => a === from && b === to)?.[2] ?? (hasArc(from, to) ? 1 : 0),
    arcsFrom: (node: number) => targets.slice(offsets[node], offsets[node + 1]),
    hasArc,
    /** Walks from every node, number `first` and on, as lists of nodes. */
    walk(loop: WalkLoop, length: number, first = 0): number[][] {
      const count = kernel[loop](starts, nodes, length, 7n, BigInt(first), ids) >>> 0;
      const walks: number[][] = [[]];
      for (const id of new Uint32Array(memory.buffer, ids, count)) {
        if (id === 0xffffffff) walks.push([]);
        else walks.at(-1)!.push(id);
      }
      return walks.slice(0, -1);
    },
  };

  function hasArc(from: number, to: number): boolean {
    return sorted.some(([a, b]) => a === from && b === to);
  }
}

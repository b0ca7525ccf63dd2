// The graph that is walked on, and how: set once for each kernel instance, read by every walk.

/** For each node where its arcs begin (u32, one more at the end). */
let offsets: usize = 0;
/** The node each arc leads to (u32); those of one node are sorted. */
let targets: usize = 0;
/** Whether each arc has its reverse, of the same weight. */
export let isSymmetric: bool = false;

/** One (threshold u32, other u32) pair for each arc: alias tables of each node's arcs; 0: unweighted. */
export let arcAliases: usize = 0;
/** The weight of each arc (f32); 0 when unweighted. */
let weights: usize = 0;
/** For each node the sum of its arcs' weights (f64). */
let weightSums: usize = 0;
/** For node2vec+: for each node the weight below which an arc to it is weak (f32); 0: node2vec. */
export let weakBelow: usize = 0;

/** For each arc where its alias table begins (u32), in entries; 0 unless walks are precomputed. */
let pairOffsets: usize = 0;
let pairAliases: usize = 0;

/** How much likelier than by its weight alone an arc is: back, and away from where the walk came from. */
export let returnBias: f64 = 1;
export let outBias: f64 = 1;

export function placeArcs(arcOffsets: usize, arcTargets: usize, symmetric: u32): void {
  offsets = arcOffsets; targets = arcTargets; isSymmetric = symmetric != 0;
}

export function placeWeights(arcWeights: usize, aliases: usize, sums: usize, weak: usize): void {
  weights = arcWeights; arcAliases = aliases; weightSums = sums; weakBelow = weak;
}

export function placePairs(tableOffsets: usize, tables: usize): void {
  pairOffsets = tableOffsets; pairAliases = tables;
}

/** Sets node2vec's p and q. */
export function setBiases(p: f64, q: f64): void { returnBias = 1 / p; outBias = 1 / q; }

// @ts-ignore: decorator
@inline
export function firstArc(node: u32): u32 { return load<u32>(offsets + (<usize>node << 2)); }
// @ts-ignore: decorator
@inline
export function endArc(node: u32): u32 { return load<u32>(offsets + (<usize>node << 2), 4); }
// @ts-ignore: decorator
@inline
export function target(arc: u32): u32 { return load<u32>(targets + (<usize>arc << 2)); }
// @ts-ignore: decorator
@inline
export function weight(arc: u32): f32 {
  return weights == 0 ? 1 : load<f32>(weights + (<usize>arc << 2));
}
// @ts-ignore: decorator
@inline
export function weightSum(node: u32): f64 {
  return weightSums == 0
    ? <f64>(endArc(node) - firstArc(node))
    : load<f64>(weightSums + (<usize>node << 3));
}
// @ts-ignore: decorator
@inline
export function weakness(node: u32): f32 { return load<f32>(weakBelow + (<usize>node << 2)); }
// @ts-ignore: decorator
@inline
export function aliasesAt(arc: u32): usize { return arcAliases + (<usize>arc << 3); }
/** The alias table of the arcs that can follow `arc`. */
// @ts-ignore: decorator
@inline
export function pairsAt(arc: u32): usize {
  return pairAliases + (<usize>load<u32>(pairOffsets + (<usize>arc << 2)) << 3);
}

/** No arc has this number. */
export const NO_ARC: u32 = 0xffffffff;

/** The arc from one node to another, or NO_ARC. */
export function arcBetween(from: u32, to: u32): u32 {
  const first = firstArc(from);
  let count = endArc(from) - first;
  if (count == 0) return NO_ARC;
  // A search without branches, which could not be predicted.
  let at = targets + (<usize>first << 2);
  while (count > 1) {
    const half = count >> 1;
    const middle = at + (<usize>half << 2);
    at = select<usize>(middle, at, load<u32>(middle) <= to);
    count -= half;
  }
  return load<u32>(at) == to ? <u32>((at - targets) >> 2) : NO_ARC;
}

/** Whether there is an arc from one node to another. */
// @ts-ignore: decorator
@inline
export function isArc(from: u32, to: u32): bool {
  // Looked for among the fewer arcs where either direction will do.
  const isSwapped =
    isSymmetric && endArc(to) - firstArc(to) < endArc(from) - firstArc(from);
  return arcBetween(isSwapped ? to : from, isSwapped ? from : to) != NO_ARC;
}

// The arc a walk takes next.
import { advanced, below, mixed } from '../random';
import { biasedWeight, extendedBias } from './bias';
import {
  aliasesAt, arcAliases, arcBetween, endArc, firstArc, isArc, NO_ARC, outBias, pairsAt,
  returnBias, target, weakBelow, weight, weightSum,
} from './graph';

const TWO_32: f64 = 4294967296.0;
const TWO_53: f64 = 9007199254740992.0;

/** Rejections, besides one for each arc, after which a node's arcs are looked through instead. */
const PATIENCE: u32 = 16;

let state: u64 = 0;

/** Begins walk `index` of those that `seed` stands for: core's `deriveSeed(…, index)`. */
// @ts-ignore: decorator
@inline
export function seedWalk(seed: u64, index: u64): void {
  state = mixed(seed + (index + 1) * 0x9e3779b97f4a7c15);
}

// @ts-ignore: decorator
@inline
function nextBits(): u64 {
  state = advanced(state);
  return mixed(state);
}

/** One of `count` things by an alias table: two halves of the same bits choose slot and side. */
// @ts-ignore: decorator
@inline
function byAliases(table: usize, count: u32, bits: u64): u32 {
  const slot = below(bits, count);
  const pair = table + (<usize>slot << 3);
  return select<u32>(slot, load<u32>(pair, 4), <u32>bits <= load<u32>(pair));
}

/** An arc of a node that has some, by weight. */
// @ts-ignore: decorator
@inline
export function drawArc(node: u32): u32 {
  const first = firstArc(node), count = endArc(node) - first;
  const bits = nextBits();
  return first + (arcAliases == 0 ? below(bits, count) : byAliases(aliasesAt(first), count, bits));
}

/** An arc that follows `arc`, from the table of all that can. */
// @ts-ignore: decorator
@inline
export function drawPrecomputed(arc: u32): u32 {
  const node = target(arc), first = firstArc(node);
  return first + byAliases(pairsAt(arc), endArc(node) - first, nextBits());
}

/**
 * An arc from `here` on a walk that came from `before`, by rejection: drawn by weight, and taken with
 * the probability bias / (the largest bias). Exact, without a table for each pair of arcs (as in
 * KnightKing; Yang et al. 2019). One arc alone, the way back, may have by far the largest bias; what
 * it has above the others is then drawn apart, so that they are not rejected because of it. Where p
 * and q are such that next to nothing is taken, it ends in a scan, after about as much work as that is.
 */
// @ts-ignore: decorator
@inline
export function drawByRejection(before: u32, here: u32): u32 {
  const largest = max<f64>(1, outBias);
  let back = NO_ARC;
  let backApart: f64 = 0;
  if (returnBias > largest) {
    back = arcBetween(here, before);
    if (back != NO_ARC) {
      const extra = (returnBias - largest) * <f64>weight(back);
      backApart = extra / (extra + largest * weightSum(here)) * TWO_32;
    }
  }
  const first = firstArc(here), count = endArc(here) - first;
  const surely = <u64>(min<f64>(1, outBias) / largest * TWO_32);
  for (let left = count + PATIENCE; left > 0; left--) {
    if (backApart > 0 && <f64>(nextBits() >> 32) < backApart) return back;
    const bits = nextBits();
    let arc = first, chance: u64;
    if (arcAliases == 0) {
      arc += below(bits, count);
      chance = <u64><u32>bits;
    } else {
      arc += byAliases(aliasesAt(first), count, bits);
      chance = nextBits() >> 32;
    }
    const next = target(arc);
    if (next == before) {
      if (<f64>chance < min<f64>(1, returnBias / largest) * TWO_32) return arc;
    } else if (weakBelow != 0) {
      if (<f64>chance < extendedBias(before, here, arc) / largest * TWO_32) return arc;
    } else {
      // Whether the two are neighbours is looked up only where it makes a difference.
      if (chance < surely) return arc;
      if (isArc(before, next) == (outBias < 1)) return arc;
    }
  }
  return drawByScan(before, here);
}

/**
 * The same by looking at each arc, of which the last one stays that was taken with the probability of its
 * share among those before it. What was rejected until then tells nothing of what comes, so this is exact.
 */
function drawByScan(before: u32, here: u32): u32 {
  let taken = firstArc(here);
  let total: f64 = 0;
  for (let arc = taken, end = endArc(here); arc < end; arc++) {
    const share = biasedWeight(before, here, arc);
    total += share;
    if (<f64>(nextBits() >> 11) / TWO_53 * total < share) taken = arc;
  }
  return taken;
}

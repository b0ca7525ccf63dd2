// Walks, one after the other, as the training kernel reads them: ids, then the end of a sentence.
import { SENTENCE_END } from '../ids';
import { drawArc, drawByRejection, drawPrecomputed, seedWalk } from './draw';
import { endArc, firstArc, target } from './graph';

/**
 * Writes `count` walks of at most `length` nodes, from the nodes listed at `starts`, to `out`. A walk
 * ends early where no arc leads on. Walk `first + at` is the same whenever it is walked. Returns how
 * many ids were written.
 */
export function walkFirstOrder(
  starts: usize, count: u32, length: u32, seed: u64, first: u64, out: usize,
): u32 { return walk(starts, count, length, seed, first, out, 0); }

/** The same by node2vec's biases, by rejection. */
export function walkRejection(
  starts: usize, count: u32, length: u32, seed: u64, first: u64, out: usize,
): u32 { return walk(starts, count, length, seed, first, out, 1); }

/** The same from precomputed tables. */
export function walkPrecomputed(
  starts: usize, count: u32, length: u32, seed: u64, first: u64, out: usize,
): u32 { return walk(starts, count, length, seed, first, out, 2); }

// Inlined, so that the choice is made when it is compiled.
// @ts-ignore: decorator
@inline
function walk(
  starts: usize, count: u32, length: u32, seed: u64, first: u64, out: usize, strategy: i32,
): u32 {
  let to = out;
  for (let at: u32 = 0; at < count; at++) {
    seedWalk(seed, first + at);
    let before = load<u32>(starts + (<usize>at << 2));
    store<u32>(to, before);
    to += 4;
    if (hasArcs(before)) {
      let arc = drawArc(before);
      let here = target(arc);
      store<u32>(to, here);
      to += 4;
      for (let steps: u32 = 2; steps < length; steps++) {
        if (!hasArcs(here)) break;
        if (strategy == 0) arc = drawArc(here);
        else if (strategy == 1) arc = drawByRejection(before, here);
        else arc = drawPrecomputed(arc);
        before = here;
        here = target(arc);
        store<u32>(to, here);
        to += 4;
      }
    }
    store<u32>(to, SENTENCE_END);
    to += 4;
  }
  return <u32>((to - out) >> 2);
}

// @ts-ignore: decorator
@inline
function hasArcs(node: u32): bool { return firstArc(node) != endArc(node); }

/** Adds the visits of `count` ids to one u32 for each node, which several workers may add to. */
export function countVisits(ids: usize, count: u32, visits: usize): void {
  for (let end = ids + (<usize>count << 2); ids < end; ids += 4) {
    const id = load<u32>(ids);
    if (id != SENTENCE_END) atomic.add<u32>(visits + (<usize>id << 2), 1);
  }
}

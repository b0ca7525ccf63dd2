// Where each word stands in an id stream: a counting sort of places by word.
import { SENTENCE_END } from '../ids';

/** Adds to `counts` how often each word occurs among `count` ids. */
export function countIds(ids: usize, count: u32, counts: usize): void {
  const end = ids + (<usize>count << 2);
  for (let at = ids; at < end; at += 4) {
    const id = load<u32>(at);
    if (id == SENTENCE_END) continue;
    const counter = counts + (<usize>id << 2);
    store<u32>(counter, load<u32>(counter) + 1);
  }
}

/**
 * Writes the place of each of `count` ids, counted from `base` in steps of an id, to the list of its
 * word. `nexts` says for each word where in `places` its next one goes, and moves on.
 */
export function scatterPlaces(base: usize, ids: usize, count: u32, nexts: usize, places: usize): void {
  const end = ids + (<usize>count << 2);
  for (let at = ids; at < end; at += 4) {
    const id = load<u32>(at);
    if (id == SENTENCE_END) continue;
    const next = nexts + (<usize>id << 2);
    const to = load<u32>(next);
    store<u32>(next, to + 1);
    store<u32>(places + (<usize>to << 2), <u32>((at - base) >> 2));
  }
}

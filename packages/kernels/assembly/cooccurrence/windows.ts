// The windows around the places of a word.
import { SENTENCE_END } from '../ids';
import { add } from './row';

let window: u32 = 0;
let isSymmetric: bool = false;
/** What a context counts (f64) by its distance from 1 to `window`; number 0 is not used. */
let weights: usize = 0;

export function setWindow(size: u32, symmetric: bool, weightsAt: usize): void {
  window = size;
  isSymmetric = symmetric;
  weights = weightsAt;
}

/**
 * Adds the contexts of `count` places, relative to `base`, to the row: the words after each, and, when
 * symmetric, those before. A sentence end stops a window, so there is one before and behind each stream.
 */
export function countPlaces(base: usize, places: usize, count: u32): void {
  const end = places + (<usize>count << 2);
  for (let place = places; place < end; place += 4) {
    const word = base + (<usize>load<u32>(place) << 2);
    let at = word;
    for (let distance: u32 = 1; distance <= window; distance++) {
      at += 4;
      const id = load<u32>(at);
      if (id == SENTENCE_END) break;
      add(id, load<f64>(weights + (<usize>distance << 3)));
    }
    if (!isSymmetric) continue;
    at = word;
    for (let distance: u32 = 1; distance <= window; distance++) {
      at -= 4;
      const id = load<u32>(at);
      if (id == SENTENCE_END) break;
      add(id, load<f64>(weights + (<usize>distance << 3)));
    }
  }
}

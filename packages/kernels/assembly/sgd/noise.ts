// Noise words: the negatives of negative sampling.
import { below } from '../random';
import { nextBits } from './record';
import {
  aliasTable, negative, noiseAt, noiseListBytes, noiseLists, noiseReuse, noiseWords,
} from './run';

/** Training steps since the kernel was called. */
let step: u32 = 0;

/** Makes the next step draw anew. */
export function resetNoise(): void { step = 0; }

/**
 * The list of noise words of the next step: how many, and the words. A list serves `noiseReuse` steps
 * that are as many steps apart as a window is wide, so that no context meets the same noise twice, but
 * their rows are still in the cache (docs/decisions/0005).
 */
// @ts-ignore: decorator
@inline
export function noiseOfStep(): usize {
  const lists = noiseLists();
  const list = noiseAt() + <usize>(step % lists) * noiseListBytes();
  if ((step / lists) % noiseReuse == 0) drawNoise(list);
  step++;
  return list;
}

/** Draws a list of words that are all different; a word drawn again is passed over. */
// @ts-ignore: decorator
@inline
function drawNoise(list: usize): void {
  let count: u32 = 0;
  for (let draw: u32 = 0; draw < negative; draw++) {
    const bits = nextBits();
    const slot = below(bits, noiseWords);
    const pair = aliasTable + (<usize>slot << 3);
    // Chosen without a branch, which could not be predicted.
    const id = select<u32>(slot, load<u32>(pair, 4), <u32>bits <= load<u32>(pair));
    let isNew = true;
    for (let other: u32 = 1; other <= count; other++) {
      if (load<u32>(list + (<usize>other << 2)) == id) isNew = false;
    }
    store<u32>(list + (<usize>(count + 1) << 2), id);
    count += <u32>isNew;
  }
  store<u32>(list, count);
}

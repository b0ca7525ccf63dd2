// Pictures for this package's own tests; not exported.
import type { Picture } from '../input/picture.js';

/** The picture of tools/goldens/resize.py: noise, or smooth where the seed is odd. */
export function goldenPicture(width: number, height: number, seed: number): Picture {
  const data = new Uint8Array(width * height * 3);
  let state = seed;
  for (let index = 0; index < data.length; index++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const noise = state >>> 24;
    const pixel = Math.floor(index / 3);
    const x = pixel % width;
    const y = Math.floor(pixel / width);
    data[index] = seed % 2 === 1 ? x * 5 + y * 3 + (index % 3) * 60 + (noise >> 4) : noise;
  }
  return { data, width, height };
}

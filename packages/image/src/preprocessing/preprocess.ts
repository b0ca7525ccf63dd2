import { pixelNumbers } from '@tovec/kernels';
import type { Picture } from '../input/picture.js';
import { planCrop } from './plan-crop.js';
import type { Preprocessing } from './preprocessing.js';
import { planResize } from './resize.js';

/** How the numbers of one picture are laid out: channel by channel, or pixel by pixel. */
export type ChannelOrder = 'NCHW' | 'NHWC';

/** Where the numbers go; default a new array, channel by channel. */
export interface PreprocessTarget {
  readonly data: Float32Array;
  /** Where they begin in `data`. */
  readonly start: number;
  readonly order: ChannelOrder;
}

/**
 * The numbers a network sees of a picture: `3 × height × width` of `preprocessing.size`, equal to those
 * of the reference to the last bit.
 *
 * @example
 * ```ts
 * import { decodeImage, kerasPreprocessing, preprocess } from '@tovec/image';
 *
 * const picture = await decodeImage({ data: Uint8Array.of(255, 0, 51), width: 1, height: 1 });
 * console.log(preprocess(picture, kerasPreprocessing('tf', { size: 1 })));
 * // Float32Array(3) [ 1, -1, -0.6000000238418579 ]
 * ```
 */
export function preprocess(
  picture: Picture,
  preprocessing: Preprocessing,
  target?: PreprocessTarget,
): Float32Array {
  const [height, width] = preprocessing.size;
  const { x, y, left, top } = planCrop(picture.width, picture.height, preprocessing);
  const plan = planResize(picture, { x, y }, preprocessing.filter);
  const numbers = pixelNumbers(plan.picture, plan.region, {
    ...{ width, height, left, top },
    tables: tablesOf(preprocessing),
    blueFirst: preprocessing.channels === 'BGR',
    interleaved: target?.order === 'NHWC',
  });
  if (target === undefined) return numbers.slice();
  target.data.set(numbers, target.start);
  return target.data;
}

const tables = new WeakMap<Preprocessing, Float32Array>();

/**
 * What becomes of each of the 256 values as red, as green and as blue, rounded to float32 after each step.
 */
function tablesOf(preprocessing: Preprocessing): Float32Array {
  const known = tables.get(preprocessing);
  if (known !== undefined) return known;
  const { divisor, mean, std, channels } = preprocessing;
  const table = new Float32Array(3 * 256);
  for (let colour = 0; colour < 3; colour++) {
    const channel = channels === 'RGB' ? colour : 2 - colour;
    for (let value = 0; value < 256; value++) {
      const scaled = Math.fround(value / Math.fround(divisor));
      const centered = Math.fround(scaled - Math.fround(mean[channel]!));
      table[colour * 256 + value] = Math.fround(centered / Math.fround(std[channel]!));
    }
  }
  tables.set(preprocessing, table);
  return table;
}

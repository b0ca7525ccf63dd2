import type { Picture } from '../input/picture.js';
import { planCrop } from './plan-crop.js';
import type { Preprocessing } from './preprocessing.js';
import { resizeRegion } from './resize.js';

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
  const plane = height * width;
  const { data, start, order } = target ?? {
    data: new Float32Array(3 * plane),
    start: 0,
    order: 'NCHW',
  };
  const { x, y, left, top } = planCrop(picture.width, picture.height, preprocessing);
  const seen = resizeRegion(picture, { x, y }, preprocessing.filter);
  const numbers = numbersOf(preprocessing);
  const [pixelStep, channelStep] = order === 'NCHW' ? [1, plane] : [3, 1];
  const whole = x.count === width && y.count === height;
  for (let channel = 0; channel < 3; channel++) {
    const table = numbers.subarray(channel * 256, channel * 256 + 256);
    const from = preprocessing.channels === 'RGB' ? channel : 2 - channel;
    const first = start + channel * channelStep;
    if (!whole) fillPlane(data, first, pixelStep, plane, table[0]!);
    for (let row = 0; row < y.count; row++) {
      let at = row * x.count * 3 + from;
      let out = first + ((top + row) * width + left) * pixelStep;
      for (let column = 0; column < x.count; column++) {
        data[out] = table[seen.data[at]!]!;
        at += 3;
        out += pixelStep;
      }
    }
  }
  return data;
}

function fillPlane(
  data: Float32Array,
  first: number,
  step: number,
  count: number,
  value: number,
): void {
  for (let index = 0; index < count; index++) data[first + index * step] = value;
}

const tables = new WeakMap<Preprocessing, Float32Array>();

/** What becomes of each of the 256 values, for each channel, rounded to float32 after each step. */
function numbersOf(preprocessing: Preprocessing): Float32Array {
  const known = tables.get(preprocessing);
  if (known !== undefined) return known;
  const { divisor, mean, std } = preprocessing;
  const table = new Float32Array(3 * 256);
  for (let channel = 0; channel < 3; channel++) {
    for (let value = 0; value < 256; value++) {
      const scaled = Math.fround(value / Math.fround(divisor));
      const centered = Math.fround(scaled - Math.fround(mean[channel]!));
      table[channel * 256 + value] = Math.fround(centered / Math.fround(std[channel]!));
    }
  }
  tables.set(preprocessing, table);
  return table;
}

import { check, InvalidInputError } from '@tovec/core';

/** Bits behind the point of a weight, as in Pillow: eight are for the result, two are head room. */
export const pixelWeightBits = 22;

/** What becomes of a picture along one axis. */
export interface PixelAxis {
  /** The first pixel of the source that is needed, and the one behind the last. */
  readonly first: number;
  readonly end: number;
  /** Pixels of the result. */
  readonly count: number;
  /** How the source is weighed; where there is nothing, pixels stay as they are. */
  readonly weights?: PackedWeights | undefined;
}

/** Weights as assembly/pixels reads them. */
export interface PackedWeights {
  /** The first source pixel of each result pixel. */
  readonly starts: Int32Array;
  /** For each result pixel, `pairCount` times: the high halves of two weights, then the low halves. */
  readonly pairs: Int16Array;
  readonly pairCount: number;
}

/** So many pixels from `first` on, as they are. */
export function keepPixels(first: number, count: number): PixelAxis {
  return { first, end: first + count, count };
}

/**
 * Pixels made of weighed sums: pixel `i` of `counts[i]` source pixels from `starts[i]` on.
 *
 * @param starts not falling
 * @param weights `taps` for each pixel, of which `counts` are used, with {@link pixelWeightBits} bits
 *   behind the point
 *
 * @example
 * ```ts
 * import { keepPixels, pixelWeightBits, resamplePixels, weighPixels } from '@tovec/kernels';
 *
 * const half = 1 << (pixelWeightBits - 1);
 * const mean = weighPixels({
 *   starts: Int32Array.of(0),
 *   counts: Int32Array.of(2),
 *   weights: Int32Array.of(half, half),
 *   taps: 2,
 * });
 * const picture = { data: Uint8Array.of(0, 10, 20, 100, 10, 30), width: 2, height: 1 };
 * console.log(resamplePixels(picture, { across: mean, down: keepPixels(0, 1) }));
 * // Uint8Array(3) [ 50, 10, 25 ]
 * ```
 */
export function weighPixels({
  starts,
  counts,
  weights,
  taps,
}: {
  readonly starts: Int32Array;
  readonly counts: Int32Array;
  readonly weights: Int32Array;
  readonly taps: number;
}): PixelAxis {
  const count = check.integer('starts.length', starts.length, { min: 1 });
  let most = 1;
  let end = 0;
  for (let pixel = 0; pixel < count; pixel++) {
    if (starts[pixel]! < (pixel === 0 ? 0 : starts[pixel - 1]!)) {
      throw new InvalidInputError('starts must not fall, nor be negative', { given: starts });
    }
    most = Math.max(most, counts[pixel]!);
    end = Math.max(end, starts[pixel]! + counts[pixel]!);
  }
  const first = starts[0]!;
  const pairCount = Math.ceil(most / 2);
  const pairs = new Int16Array(count * pairCount * 4);
  // Those at the far end begin earlier, with weights of zero: at most one pixel behind the end is read.
  const begins = starts.map((start) => Math.max(first, Math.min(start, end - pairCount * 2)));
  for (let pixel = 0; pixel < count; pixel++) {
    const shift = starts[pixel]! - begins[pixel]!;
    for (let tap = 0; tap < counts[pixel]!; tap++) {
      const weight = weights[pixel * taps + tap]!;
      const place = tap + shift;
      const at = (pixel * pairCount + (place >> 1)) * 4 + (place & 1);
      // The low half has a sign too, so the high one takes what it lacks.
      pairs[at] = (weight + 0x8000) >> 16;
      pairs[at + 2] = weight;
    }
  }
  return { first, end, count, weights: { starts: begins, pairs, pairCount } };
}

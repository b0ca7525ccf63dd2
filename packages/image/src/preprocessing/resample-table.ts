import { type PixelAxis, pixelWeightBits, weighPixels } from '@tovec/kernels';
import { KERNELS, type ResizeFilter } from './filters.js';

/** A stretch of the result: from pixel `first` on, `count` pixels of the `size` there are. */
export interface Stretch {
  readonly size: number;
  readonly first: number;
  readonly count: number;
}

const CACHED = 64;
/** Tables of pictures so long that they have more weights are made anew each time. */
const CACHED_WEIGHTS = 1 << 18;
const cache = new Map<string, PixelAxis>();

/**
 * What the pixels of a stretch are made of, when `from` pixels become `to.size`. The latest tables are
 * kept: the pictures of a folder have few sizes.
 */
export function resampleTable(
  filter: Exclude<ResizeFilter, 'nearest'>,
  from: number,
  to: Stretch,
): PixelAxis {
  const key = `${filter} ${from} ${to.size} ${to.first} ${to.count}`;
  const table = cache.get(key) ?? computeTable(filter, from, to);
  // Last in order again: the one used longest ago is the first to go.
  cache.delete(key);
  if (table.weights!.pairs.length > 2 * CACHED_WEIGHTS) return table;
  cache.set(key, table);
  if (cache.size > CACHED) cache.delete(cache.keys().next().value!);
  return table;
}

/** Pillow's `precompute_coeffs` and `normalize_coeffs_8bpc` (src/libImaging/Resample.c). */
function computeTable(
  filter: Exclude<ResizeFilter, 'nearest'>,
  from: number,
  { size, first, count }: Stretch,
): PixelAxis {
  const kernel = KERNELS[filter];
  const scale = from / size;
  const stretch = Math.max(1, scale);
  const support = kernel.support * stretch;
  const taps = Math.ceil(support) * 2 + 1;
  const starts = new Int32Array(count);
  const counts = new Int32Array(count);
  const weights = new Int32Array(count * taps);
  const exact = new Float64Array(taps);
  for (let index = 0; index < count; index++) {
    const center = (first + index + 0.5) * scale;
    const start = Math.max(0, Math.trunc(center - support + 0.5));
    const used = Math.min(from, Math.trunc(center + support + 0.5)) - start;
    let sum = 0;
    for (let tap = 0; tap < used; tap++) {
      exact[tap] = kernel.weight((tap + start - center + 0.5) * (1 / stretch));
      sum += exact[tap]!;
    }
    for (let tap = 0; tap < used; tap++) {
      const weight = sum === 0 ? exact[tap]! : exact[tap]! / sum;
      const half = weight < 0 ? -0.5 : 0.5;
      weights[index * taps + tap] = Math.trunc(half + weight * (1 << pixelWeightBits));
    }
    starts[index] = start;
    counts[index] = used;
  }
  return weighPixels({ starts, counts, weights, taps });
}

import { keepPixels, type PixelRegion, resamplePixels } from '@tovec/kernels';
import type { Picture } from '../input/picture.js';
import type { ResizeFilter } from './filters.js';
import { resampleTable, type Stretch } from './resample-table.js';

/** What is wanted of the resized picture, which is never made whole. */
export interface ResizeRegion {
  readonly x: Stretch;
  readonly y: Stretch;
}

/** A picture, and what of its pixels makes another one. */
export interface ResizePlan {
  readonly picture: Picture;
  readonly region: PixelRegion;
}

/**
 * A region of the resized picture, as Pillow's `resize` of an RGB picture and then `crop` give it, bit
 * for bit, with the rounding to eight bits between the two passes. Only what the region needs is
 * computed.
 */
export function resizeRegion(picture: Picture, to: ResizeRegion, filter: ResizeFilter): Picture {
  const plan = planResize(picture, to, filter);
  const data = resamplePixels(plan.picture, plan.region);
  return { data, width: to.x.count, height: to.y.count };
}

/** How to make a region of the resized picture. */
export function planResize(
  picture: Picture,
  { x, y }: ResizeRegion,
  filter: ResizeFilter,
): ResizePlan {
  const { width, height } = picture;
  if (filter === 'nearest') {
    const region = { across: keepPixels(0, x.count), down: keepPixels(0, y.count) };
    return { picture: nearest(picture, x, y), region };
  }
  const axis = (from: number, to: Stretch) =>
    to.size === from ? keepPixels(to.first, to.count) : resampleTable(filter, from, to);
  // Since version 13 Pillow begins with the columns where that spares much work.
  const downFirst = y.size < height && height - y.size > 2 * (width - x.size);
  return { picture, region: { across: axis(width, x), down: axis(height, y), downFirst } };
}

function nearest({ data, width, height }: Picture, x: Stretch, y: Stretch): Picture {
  const columns = nearestPixels(width, x);
  const rows = nearestPixels(height, y);
  const result = new Uint8Array(x.count * y.count * 3);
  let out = 0;
  for (const row of rows) {
    for (const column of columns) {
      const at = (row * width + column) * 3;
      result[out] = data[at]!;
      result[out + 1] = data[at + 1]!;
      result[out + 2] = data[at + 2]!;
      out += 3;
    }
  }
  return { data: result, width: x.count, height: y.count };
}

/** Pillow's `ImagingScaleAffine` adds up the steps, rounding included, so we do too. */
function nearestPixels(from: number, { size, first, count }: Stretch): Int32Array {
  const step = from / size;
  const pixels = new Int32Array(count);
  let position = step * 0.5;
  for (let index = 0; index < first + count; index++) {
    if (index >= first) pixels[index - first] = Math.min(from - 1, Math.trunc(position));
    position += step;
  }
  return pixels;
}

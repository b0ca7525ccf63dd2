import type { Picture } from '../input/picture.js';
import type { ResizeFilter } from './filters.js';
import {
  PRECISION_BITS,
  type ResampleTable,
  resampleTable,
  type Stretch,
} from './resample-table.js';

/** What is wanted of the resized picture, which is never made whole. */
export interface ResizeRegion {
  readonly x: Stretch;
  readonly y: Stretch;
}

/** A piece of a picture: its first pixel stands in row `top` and column `left` of the whole. */
interface Piece extends Picture {
  readonly left: number;
  readonly top: number;
}

/**
 * A region of the resized picture, as Pillow's `resize` of an RGB picture and then `crop` give it, bit
 * for bit, with the rounding to eight bits between the two passes. Only what the region needs is
 * computed.
 */
export function resizeRegion(
  picture: Picture,
  { x, y }: ResizeRegion,
  filter: ResizeFilter,
): Picture {
  const { width, height } = picture;
  if (filter === 'nearest') return nearest(picture, x, y);
  const across = x.size === width ? undefined : resampleTable(filter, width, x);
  const down = y.size === height ? undefined : resampleTable(filter, height, y);
  const whole = { ...picture, left: 0, top: 0 };
  const columns = [x.first, x.first + x.count] as const;
  const rows = [y.first, y.first + y.count] as const;
  if (down === undefined) {
    return across === undefined ? cut(whole, columns, rows) : resampleRows(whole, across, rows);
  }
  if (across === undefined) return resampleColumns(whole, down, columns);
  // Since version 13 Pillow begins with the columns where that spares much work.
  if (y.size < height && height - y.size > 2 * (width - x.size)) {
    return resampleRows(resampleColumns(whole, down, spanOf(across)), across, [0, y.count]);
  }
  return resampleColumns(resampleRows(whole, across, spanOf(down)), down, [0, x.count]);
}

type Span = readonly [first: number, end: number];

/** The source pixels that a table needs. */
function spanOf({ starts, counts }: ResampleTable): Span {
  const last = starts.length - 1;
  return [starts[0]!, starts[last]! + counts[last]!];
}

function cut({ data, width }: Picture, [left, right]: Span, [top, bottom]: Span): Picture {
  const stride = (right - left) * 3;
  const result = new Uint8Array((bottom - top) * stride);
  for (let row = top; row < bottom; row++) {
    const start = (row * width + left) * 3;
    result.set(data.subarray(start, start + stride), (row - top) * stride);
  }
  return { data: result, width: right - left, height: bottom - top };
}

/** Each row on its own: three sums of products for each pixel of the result. */
function resampleRows(
  { data, width, left, top }: Piece,
  { starts, counts, weights, taps }: ResampleTable,
  [firstRow, endRow]: Span,
): Piece {
  const columns = starts.length;
  // Writing to it clamps to 0…255.
  const result = new Uint8ClampedArray((endRow - firstRow) * columns * 3);
  let out = 0;
  for (let row = firstRow; row < endRow; row++) {
    for (let column = 0; column < columns; column++) {
      let red = 1 << (PRECISION_BITS - 1);
      let green = red;
      let blue = red;
      let at = ((row - top) * width + starts[column]! - left) * 3;
      const end = column * taps + counts[column]!;
      for (let tap = column * taps; tap < end; tap++) {
        const weight = weights[tap]!;
        red = (red + Math.imul(data[at]!, weight)) | 0;
        green = (green + Math.imul(data[at + 1]!, weight)) | 0;
        blue = (blue + Math.imul(data[at + 2]!, weight)) | 0;
        at += 3;
      }
      result[out] = red >> PRECISION_BITS;
      result[out + 1] = green >> PRECISION_BITS;
      result[out + 2] = blue >> PRECISION_BITS;
      out += 3;
    }
  }
  const pixels = new Uint8Array(result.buffer);
  return { data: pixels, width: columns, height: endRow - firstRow, left: 0, top: firstRow };
}

/** Each column on its own, written row by row. */
function resampleColumns(
  { data, width, top }: Piece,
  { starts, counts, weights, taps }: ResampleTable,
  [firstColumn, endColumn]: Span,
): Piece {
  const rows = starts.length;
  const stride = width * 3;
  const values = (endColumn - firstColumn) * 3;
  const result = new Uint8ClampedArray(rows * values);
  for (let row = 0; row < rows; row++) {
    const begin = (starts[row]! - top) * stride + firstColumn * 3;
    const first = row * taps;
    const end = first + counts[row]!;
    const out = row * values;
    for (let value = 0; value < values; value++) {
      let sum = 1 << (PRECISION_BITS - 1);
      let at = begin + value;
      for (let tap = first; tap < end; tap++) {
        sum = (sum + Math.imul(data[at]!, weights[tap]!)) | 0;
        at += stride;
      }
      result[out + value] = sum >> PRECISION_BITS;
    }
  }
  const pixels = new Uint8Array(result.buffer);
  return { data: pixels, width: endColumn - firstColumn, height: rows, left: firstColumn, top: 0 };
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

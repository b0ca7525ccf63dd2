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

/** Each row on its own, two rows at a time. */
function resampleRows(
  { data, width, left, top }: Piece,
  { starts, counts, weights, taps }: ResampleTable,
  [firstRow, endRow]: Span,
): Piece {
  const columns = starts.length;
  // Writing to it clamps to 0…255.
  const result = new Uint8ClampedArray((endRow - firstRow) * columns * 3);
  for (let row = firstRow; row < endRow; row += 2) {
    const other = Math.min(row + 1, endRow - 1);
    const from = ((row - top) * width - left) * 3;
    const otherFrom = ((other - top) * width - left) * 3;
    const out = (row - firstRow) * columns * 3;
    const otherOut = (other - firstRow) * columns * 3;
    for (let column = 0; column < columns; column++) {
      const at = starts[column]! * 3;
      const first = column * taps;
      const end = first + counts[column]!;
      const to = column * 3;
      weighTwo(
        data,
        from + at,
        otherFrom + at,
        3,
        weights,
        first,
        end,
        result,
        out + to,
        otherOut + to,
      );
    }
  }
  const pixels = new Uint8Array(result.buffer);
  return { data: pixels, width: columns, height: endRow - firstRow, left: 0, top: firstRow };
}

/** Each column on its own, row of the result by row, two columns at a time. */
function resampleColumns(
  { data, width, top }: Piece,
  { starts, counts, weights, taps }: ResampleTable,
  [firstColumn, endColumn]: Span,
): Piece {
  const rows = starts.length;
  const columns = endColumn - firstColumn;
  const result = new Uint8ClampedArray(rows * columns * 3);
  for (let row = 0; row < rows; row++) {
    const from = ((starts[row]! - top) * width + firstColumn) * 3;
    const first = row * taps;
    const end = first + counts[row]!;
    const out = row * columns * 3;
    for (let column = 0; column < columns; column += 2) {
      const at = column * 3;
      const other = Math.min(column + 1, columns - 1) * 3;
      weighTwo(
        data,
        from + at,
        from + other,
        width * 3,
        weights,
        first,
        end,
        result,
        out + at,
        out + other,
      );
    }
  }
  const pixels = new Uint8Array(result.buffer);
  return { data: pixels, width: columns, height: rows, left: firstColumn, top: 0 };
}

/**
 * Two pixels of the result, each a sum of source pixels `step` bytes apart, beginning at `a` and `b`. Six
 * sums in registers share one weight, which is what makes it fast.
 */
function weighTwo(
  source: Uint8Array,
  a: number,
  b: number,
  step: number,
  weights: Int32Array,
  first: number,
  end: number,
  target: Uint8ClampedArray,
  outA: number,
  outB: number,
): void {
  let redA = 1 << (PRECISION_BITS - 1);
  let greenA = redA;
  let blueA = redA;
  let redB = redA;
  let greenB = redA;
  let blueB = redA;
  for (let tap = first; tap < end; tap++) {
    const weight = weights[tap]!;
    redA = (redA + Math.imul(source[a]!, weight)) | 0;
    greenA = (greenA + Math.imul(source[a + 1]!, weight)) | 0;
    blueA = (blueA + Math.imul(source[a + 2]!, weight)) | 0;
    redB = (redB + Math.imul(source[b]!, weight)) | 0;
    greenB = (greenB + Math.imul(source[b + 1]!, weight)) | 0;
    blueB = (blueB + Math.imul(source[b + 2]!, weight)) | 0;
    a += step;
    b += step;
  }
  target[outA] = redA >> PRECISION_BITS;
  target[outA + 1] = greenA >> PRECISION_BITS;
  target[outA + 2] = blueA >> PRECISION_BITS;
  target[outB] = redB >> PRECISION_BITS;
  target[outB + 1] = greenB >> PRECISION_BITS;
  target[outB + 2] = blueB >> PRECISION_BITS;
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

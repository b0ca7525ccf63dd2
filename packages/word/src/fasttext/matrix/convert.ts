import { InvalidInputError } from '@tovec/core';
import { allocateMatrix, type Matrix } from '@tovec/kernels';
import { toFloat16 } from '@tovec/vectors';
import { DenseMatrix } from './dense-matrix.js';
import { HalfMatrix } from './half-matrix.js';
import { Int8Matrix } from './int8-matrix.js';
import type { FastTextMatrix } from './matrix.js';

/** Precisions that a table can be rounded to. */
export type RoundedPrecision = 'float32' | 'float16' | 'int8';

/** Rows rounded to 16 or 8 bits one block after the other, as they come from a file. */
export interface RoundingBuilder {
  /** Takes the rows from `firstRow` on. */
  put(firstRow: number, values: Float32Array): void;
  finish(): HalfMatrix | Int8Matrix;
}

export function roundingBuilder(
  precision: 'float16' | 'int8',
  rows: number,
  dimensions: number,
): RoundingBuilder {
  if (precision === 'float16') {
    const bits = new Uint16Array(rows * dimensions);
    return {
      put: (firstRow, values) => roundToFloat16(values, bits, firstRow * dimensions),
      finish: () => new HalfMatrix(rows, dimensions, bits),
    };
  }
  const bytes = new Int8Array(rows * dimensions);
  const scales = new Float32Array(rows);
  return {
    put(firstRow, values) {
      for (let at = 0, row = firstRow; at < values.length; at += dimensions, row++) {
        scales[row] = roundRow(values, at, dimensions, bytes, row * dimensions);
      }
    },
    finish: () => new Int8Matrix(rows, dimensions, bytes, scales),
  };
}

/** The table in another precision; the same one where it has that already, or is quantised. */
export function toPrecision(matrix: FastTextMatrix, precision: RoundedPrecision): FastTextMatrix {
  if (matrix.precision === precision || matrix.precision === 'product') return matrix;
  const { rows, dimensions } = matrix;
  if (precision === 'float32') return new DenseMatrix(decoded(matrix));
  const builder = roundingBuilder(precision, rows, dimensions);
  const vector = new Float32Array(dimensions);
  for (let row = 0; row < rows; row++) builder.put(row, rowOf(matrix, row, vector));
  return builder.finish();
}

/** All rows as numbers. */
export function decoded(matrix: FastTextMatrix): Matrix {
  const { rows, dimensions } = matrix;
  const numbers = allocateMatrix(rows, dimensions);
  for (let row = 0; row < rows; row++) {
    matrix.addRow(row, numbers.values.subarray(row * dimensions, (row + 1) * dimensions));
  }
  return numbers;
}

/** A row as numbers; `buffer` is used for those that have to be decoded. */
export function rowOf(matrix: FastTextMatrix, row: number, buffer: Float32Array): Float32Array {
  if (matrix instanceof DenseMatrix) {
    const { values, dimensions } = matrix.matrix;
    return values.subarray(row * dimensions, (row + 1) * dimensions);
  }
  matrix.addRow(row, buffer.fill(0));
  return buffer;
}

/** Puts the bits of numbers into `target` from `start` on. */
function roundToFloat16(values: Float32Array, target: Uint16Array, start: number): void {
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
  for (let at = 0; at < bits.length; at++) {
    const all = bits[at]!;
    const magnitude = all & 0x7fffffff;
    // Nearly all numbers are neither tiny nor huge: of these the exponent is shifted, and the rest rounded.
    target[start + at] =
      magnitude >= 0x38800000 && magnitude < 0x477ff000
        ? ((all >>> 16) & 0x8000) |
          ((magnitude + 0xfff + ((magnitude >> 13) & 1) - 0x38000000) >> 13)
        : smallFloat16(values[at]!);
  }
}

function smallFloat16(value: number): number {
  if (Math.abs(value) < 65_520) return toFloat16(value);
  throw new InvalidInputError(
    `The model holds ${value}, which is too large for float16. Use the precision 'int8' or 'float32'.`,
    { argument: 'precision', given: 'float16' },
  );
}

/** A number to which nothing smaller than 1 can be added: what is left is rounded. */
const rounder = 1.5 * 2 ** 52;

/** Symmetric: the largest magnitude becomes 127. Returns what one step is worth. */
function roundRow(
  values: Float32Array,
  from: number,
  dimensions: number,
  bytes: Int8Array,
  to: number,
): number {
  let largest = 0;
  for (let at = from; at < from + dimensions; at++) {
    const magnitude = Math.abs(values[at]!);
    if (magnitude > largest) largest = magnitude;
  }
  const scale = Math.fround(largest / 127);
  if (scale === 0) return 0;
  const steps = 127 / largest;
  for (let at = 0; at < dimensions; at++) {
    bytes[to + at] = values[from + at]! * steps + rounder - rounder;
  }
  return scale;
}

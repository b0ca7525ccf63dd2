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
      put(firstRow, values) {
        const start = firstRow * dimensions;
        for (let at = 0; at < values.length; at++) bits[start + at] = toFloat16(values[at]!);
      },
      finish: () => new HalfMatrix(rows, dimensions, bits),
    };
  }
  const bytes = new Int8Array(rows * dimensions);
  const scales = new Float32Array(rows);
  return {
    put(firstRow, values) {
      for (let at = 0, row = firstRow; at < values.length; at += dimensions, row++) {
        const vector = values.subarray(at, at + dimensions);
        scales[row] = roundRow(vector, bytes, row * dimensions);
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

/** Symmetric: the largest magnitude becomes 127. Returns what one step is worth. */
function roundRow(vector: Float32Array, bytes: Int8Array, start: number): number {
  let largest = 0;
  for (let at = 0; at < vector.length; at++) largest = Math.max(largest, Math.abs(vector[at]!));
  if (largest === 0) return 0;
  for (let at = 0; at < vector.length; at++) {
    bytes[start + at] = Math.round((vector[at]! * 127) / largest);
  }
  return largest / 127;
}

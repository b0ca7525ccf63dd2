import type { Matrix } from '@tovec/kernels';
import type { FastTextMatrix } from './matrix.js';

/** Numbers as they were trained, in the memory that kernels work in. */
export class DenseMatrix implements FastTextMatrix {
  readonly precision = 'float32';
  readonly rows: number;
  readonly dimensions: number;
  readonly bytes: number;

  constructor(readonly matrix: Matrix) {
    this.rows = matrix.rows;
    this.dimensions = matrix.dimensions;
    this.bytes = matrix.values.byteLength;
  }

  addRow(row: number, target: Float32Array): void {
    const { values } = this.matrix;
    const start = row * this.dimensions;
    for (let at = 0; at < this.dimensions; at++) target[at]! += values[start + at]!;
  }

  dot(row: number, vector: Float32Array): number {
    const { values } = this.matrix;
    const start = row * this.dimensions;
    // In float32 and in this order, as fastText does, so that ties are ties there and here.
    let sum = 0;
    for (let at = 0; at < this.dimensions; at++) {
      sum = Math.fround(sum + Math.fround(values[start + at]! * vector[at]!));
    }
    return sum;
  }
}

import { createSearcher, type Matrix, meanRows, type RowLists } from '@tovec/kernels';
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
    let sum = 0;
    for (let at = 0; at < this.dimensions; at++) {
      sum = Math.fround(sum + Math.fround(values[start + at]! * vector[at]!));
    }
    return sum;
  }

  means(lists: RowLists, target: Float32Array): void {
    meanRows(this.matrix, lists, target);
  }

  scores(vectors: Float32Array): Float32Array {
    return createSearcher(this.matrix).scores({ queries: vectors, metric: 'dot' });
  }
}

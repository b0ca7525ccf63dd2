import { type FastTextMatrix, RowByRow } from './matrix.js';

/** Numbers in 8 bits, scaled so that the largest magnitude of each row is 127. */
export class Int8Matrix extends RowByRow implements FastTextMatrix {
  readonly precision = 'int8';
  readonly bytes: number;

  constructor(
    readonly rows: number,
    readonly dimensions: number,
    readonly values: Int8Array,
    /** What one step is worth in each row. */
    readonly scales: Float32Array,
  ) {
    super();
    this.bytes = values.byteLength + scales.byteLength;
  }

  addRow(row: number, target: Float32Array): void {
    const { values, dimensions } = this;
    const start = row * dimensions;
    const scale = this.scales[row]!;
    for (let at = 0; at < dimensions; at++) target[at]! += values[start + at]! * scale;
  }

  dot(row: number, vector: Float32Array): number {
    const { values, dimensions } = this;
    const start = row * dimensions;
    let sum = 0;
    for (let at = 0; at < dimensions; at++) sum += values[start + at]! * vector[at]!;
    return Math.fround(sum * this.scales[row]!);
  }
}

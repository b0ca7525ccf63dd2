import type { RowLists } from '@tovec/kernels';

/** How the numbers of a table are held. */
type MatrixPrecision = 'float32' | 'float16' | 'int8' | 'product';

/**
 * A table of vectors that can be summed and multiplied row by row, however its numbers are held:
 * as they are, rounded to 16 or 8 bits, or as codes of a product quantiser.
 */
export interface FastTextMatrix {
  readonly precision: MatrixPrecision;
  readonly rows: number;
  readonly dimensions: number;
  /** What the table takes in memory. */
  readonly bytes: number;
  /** Adds a row to `target`. */
  addRow(row: number, target: Float32Array): void;
  /** The dot product of a row with `vector`. */
  dot(row: number, vector: Float32Array): number;
  /** Puts the mean of each list of rows into `target`; zeros where a list is empty. */
  means(lists: RowLists, target: Float32Array): void;
  /** The dot products of each of some vectors (one after the other) with all rows. */
  scores(vectors: Float32Array): Float32Array;
}

/** What is the same for every precision but float32, whose kernels do it faster. */
export abstract class RowByRow {
  abstract readonly rows: number;
  abstract readonly dimensions: number;
  abstract addRow(row: number, target: Float32Array): void;
  abstract dot(row: number, vector: Float32Array): number;

  means({ offsets, rows }: RowLists, target: Float32Array): void {
    const { dimensions } = this;
    for (let list = 0; list + 1 < offsets.length; list++) {
      const mean = target.subarray(list * dimensions, (list + 1) * dimensions).fill(0);
      const end = offsets[list + 1]!;
      for (let at = offsets[list]!; at < end; at++) this.addRow(rows[at]!, mean);
      const scale = Math.fround(1 / Math.max(1, end - offsets[list]!));
      for (let at = 0; at < dimensions; at++) mean[at]! *= scale;
    }
  }

  scores(vectors: Float32Array): Float32Array {
    const { rows, dimensions } = this;
    const count = vectors.length / dimensions;
    const scores = new Float32Array(count * rows);
    for (let index = 0; index < count; index++) {
      const vector = vectors.subarray(index * dimensions, (index + 1) * dimensions);
      for (let row = 0; row < rows; row++) scores[index * rows + row] = this.dot(row, vector);
    }
    return scores;
  }
}

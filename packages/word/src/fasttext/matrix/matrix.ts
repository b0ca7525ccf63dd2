/** How the numbers of a table are held. */
export type MatrixPrecision = 'float32' | 'float16' | 'int8' | 'product';

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
}

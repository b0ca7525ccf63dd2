import { check } from '../check.js';
import type { RowNote } from './encoder.js';

/** How the numbers of a result are held. */
export type Precision = 'float32' | 'int8' | 'binary';

/** The array that holds the numbers, for each precision. */
export interface ValuesByPrecision {
  readonly float32: Float32Array;
  readonly int8: Int8Array;
  readonly binary: Uint8Array;
}

/**
 * Vectors, one row per input, in the order of the inputs.
 *
 * - `float32`: the numbers themselves
 * - `int8`: `data[row][d] × scales[row]` is about the number. Each row is scaled so that its largest
 *   magnitude becomes 127; cosine similarities of the bytes are those of the vectors, but for
 *   rounding.
 * - `binary`: one bit per dimension, 1 where the number is greater than 0, the first dimension in
 *   the highest bit of the first byte (numpy's `packbits`, sentence-transformers' `ubinary`)
 */
export interface Embeddings<P extends Precision = 'float32'> {
  /** All rows, one after the other: `rows × valuesPerRow` values. */
  readonly data: ValuesByPrecision[P];
  readonly precision: P;
  readonly rows: number;
  /** The n of Rⁿ. */
  readonly dimensions: number;
  /** Array elements per row: `dimensions`, or its eighth (rounded up) for `binary`. */
  readonly valuesPerRow: number;
  /** For `int8`: what one step is worth in each row. */
  readonly scales: P extends 'int8' ? Float32Array : undefined;
  /** What is worth knowing about single rows, in the order of the rows. */
  readonly notes: readonly RowNote[];
  /** A row, as a view on `data`. */
  row(index: number): ValuesByPrecision[P];
  /** The rows, as views on `data`. */
  [Symbol.iterator](): IterableIterator<ValuesByPrecision[P]>;
}

type Parts<P extends Precision> = Pick<
  Embeddings<P>,
  'data' | 'precision' | 'rows' | 'dimensions' | 'valuesPerRow' | 'scales' | 'notes'
>;

/** Puts the methods to the parts. */
export function makeEmbeddings<P extends Precision>(parts: Parts<P>): Embeddings<P> {
  const { data, rows, valuesPerRow } = parts;
  const row = (index: number) => {
    check.integer('row', index, { min: 0, max: rows - 1 });
    const start = index * valuesPerRow;
    return data.subarray(start, start + valuesPerRow) as ValuesByPrecision[P];
  };
  return {
    ...parts,
    row,
    *[Symbol.iterator]() {
      for (let index = 0; index < rows; index++) yield row(index);
    },
  };
}

/**
 * Wraps vectors that are already there as `Embeddings`, e.g. those read from a file.
 *
 * @param data `rows × dimensions` numbers, row-major; not copied
 * @throws InvalidInputError when the length is not a multiple of the dimensions
 *
 * @example
 * ```ts
 * import { embeddingsFrom } from '@tovec/core';
 *
 * const embeddings = embeddingsFrom(Float32Array.of(1, 2, 3, 4, 5, 6), 3);
 * console.log(embeddings.rows, embeddings.row(1)); // 2 Float32Array(3) [ 4, 5, 6 ]
 * ```
 */
export function embeddingsFrom(
  data: Float32Array,
  dimensions: number,
  notes: readonly RowNote[] = [],
): Embeddings {
  check.integer('dimensions', dimensions, { min: 1 });
  const rows = check.integer('data.length / dimensions', data.length / dimensions);
  return makeEmbeddings({
    data,
    precision: 'float32',
    rows,
    dimensions,
    valuesPerRow: dimensions,
    scales: undefined,
    notes,
  });
}

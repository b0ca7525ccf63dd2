import { check, describeValue, InvalidInputError, Items, type Modality } from '@tovec/core';
import { allocateMatrix, type Matrix } from '@tovec/kernels';
import { ItemIndex } from './item-index.js';
import { KeyedVectors } from './keyed-vectors.js';
import { listOf } from './queries/list-of.js';

export interface CreateKeyedVectorsOptions {
  /** A name for each row, all different. */
  readonly items: Items | Iterable<string>;
  /** The table: a kernel matrix is used as it is, plain numbers (row after row) are copied. */
  readonly matrix: Matrix | Float32Array;
  /** Numbers per row; needed with plain numbers. */
  readonly dimensions?: number | undefined;
  /** How often each item occurred where it was trained. */
  readonly counts?: Float64Array | undefined;
  /** What the items are; default `'word'`. */
  readonly modality?: Modality | undefined;
}

/**
 * Puts names to the rows of a table.
 *
 * @throws InvalidInputError when rows, names and counts are not equally many, or a name is there twice
 * @example
 * ```ts
 * import { createKeyedVectors } from '@tovec/vectors';
 *
 * const vectors = createKeyedVectors({
 *   items: ['cat', 'dog'],
 *   matrix: Float32Array.of(1, 2, 3, 4),
 *   dimensions: 2,
 * });
 * console.log(vectors.get('dog')); // Float32Array(2) [ 3, 4 ]
 * ```
 */
export function createKeyedVectors(options: CreateKeyedVectorsOptions): KeyedVectors {
  check.knownKeys('CreateKeyedVectorsOptions', options, [
    ...['items', 'matrix', 'dimensions', 'counts', 'modality'],
  ]);
  const { items: names } = options;
  const items = names instanceof Items ? names : Items.from(listOf('items', names));
  const matrix = matrixOf(options, items.length);
  const { counts, modality } = options;
  if (matrix.rows !== items.length) {
    throw new InvalidInputError(`${items.length} items do not fit ${matrix.rows} rows.`, {
      ...{ argument: 'items', given: items.length },
    });
  }
  if (counts && counts.length !== items.length) {
    throw new InvalidInputError(`${counts.length} counts do not fit ${items.length} items.`, {
      ...{ argument: 'counts', given: counts.length },
    });
  }
  const index = new ItemIndex(items);
  const repeated = index.repeated[0];
  if (repeated !== undefined) {
    throw new InvalidInputError(
      `The items must be different, but ${describeValue(items.at(repeated))} is there again in ` +
        `row ${repeated}.`,
      { argument: 'items', given: items.at(repeated) },
    );
  }
  return new KeyedVectors({ items, matrix, counts, modality, index });
}

function matrixOf({ matrix, dimensions }: CreateKeyedVectorsOptions, rows: number): Matrix {
  if (!(matrix instanceof Float32Array)) {
    if (dimensions !== undefined && dimensions !== matrix.dimensions) {
      throw new InvalidInputError(
        `dimensions is ${dimensions}, but the matrix has ${matrix.dimensions}.`,
        { argument: 'dimensions', given: dimensions },
      );
    }
    return matrix;
  }
  check.integer('dimensions', dimensions, { min: 1 });
  const width = dimensions as number;
  if (matrix.length !== rows * width) {
    throw new InvalidInputError(
      `${rows} items of ${width} dimensions need ${rows * width} numbers, ` +
        `but there are ${matrix.length}.`,
      { argument: 'matrix', given: matrix.length },
    );
  }
  const copy = allocateMatrix(rows, width);
  copy.values.set(matrix);
  return copy;
}

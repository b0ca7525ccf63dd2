import { InvalidInputError } from '@tovec/core';
import { allocateLinearRows, type LinearRows } from '@tovec/kernels';

/** Vectors in kernel memory, moved so that their mean is the origin: distances lose fewer digits so. */
export interface Points {
  readonly table: LinearRows;
  /** The square of the length of each. */
  readonly squares: Float64Array;
}

/** @throws InvalidInputError naming the first row of another length, or with a number that is not finite */
export function pointsOf(vectors: readonly ArrayLike<number>[]): Points {
  const dimensions = vectors[0]!.length;
  const table = allocateLinearRows(vectors.length, dimensions);
  const mean = new Float64Array(dimensions);
  for (const [row, vector] of vectors.entries()) {
    checkVector(vector, row, dimensions);
    for (let d = 0; d < dimensions; d++) mean[d]! += vector[d]! / vectors.length;
  }
  const squares = new Float64Array(vectors.length);
  for (const [row, vector] of vectors.entries()) {
    const own = pointOf(table, row);
    let square = 0;
    for (let d = 0; d < dimensions; d++) {
      own[d] = vector[d]! - mean[d]!;
      square += own[d]! ** 2;
    }
    squares[row] = square;
  }
  return { table, squares };
}

function checkVector(vector: ArrayLike<number>, row: number, dimensions: number): void {
  const given = { argument: 'vectors', given: vector };
  if (vector.length !== dimensions) {
    throw new InvalidInputError(
      `Vector ${row} has ${vector.length} numbers, and the first one has ${dimensions}.`,
      given,
    );
  }
  for (let d = 0; d < dimensions; d++) {
    if (Number.isFinite(vector[d])) continue;
    throw new InvalidInputError(
      `Vector ${row} has ${vector[d]} at place ${d}; finite numbers were expected.`,
      given,
    );
  }
}

/** A point, as a view. */
export function pointOf({ values, stride, dimensions }: LinearRows, row: number): Float32Array {
  return values.subarray(row * stride, row * stride + dimensions);
}

/** Some points as centres, one after the other. */
export function centresAt({ table }: Points, rows: ArrayLike<number>): Float64Array {
  const centres = new Float64Array(rows.length * table.dimensions);
  for (let at = 0; at < rows.length; at++) {
    centres.set(pointOf(table, rows[at]!), at * table.dimensions);
  }
  return centres;
}

/** Some of the points, by themselves. */
export function selectPoints({ table, squares }: Points, rows: Uint32Array): Points {
  const selected = allocateLinearRows(rows.length, table.dimensions);
  for (const [at, row] of rows.entries()) pointOf(selected, at).set(pointOf(table, row));
  return { table: selected, squares: Float64Array.from(rows, (row) => squares[row]!) };
}

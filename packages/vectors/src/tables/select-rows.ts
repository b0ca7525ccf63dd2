import { Items } from '@tovec/core';
import { allocateMatrix } from '@tovec/kernels';
import type { TableParts } from './parts.js';

/** A new table of some rows of another, in the order given. */
export function selectRows(
  { items, matrix, counts }: TableParts,
  rows: ArrayLike<number>,
): TableParts {
  const { dimensions } = matrix;
  const selected = allocateMatrix(rows.length, dimensions);
  const offsets = new Uint32Array(rows.length + 1);
  for (let to = 0; to < rows.length; to++) {
    const row = rows[to]!;
    offsets[to + 1] = offsets[to]! + items.offsets[row + 1]! - items.offsets[row]!;
    const from = row * dimensions;
    selected.values.set(matrix.values.subarray(from, from + dimensions), to * dimensions);
  }
  const utf8 = new Uint8Array(offsets[rows.length]!);
  for (let to = 0; to < rows.length; to++) {
    const row = rows[to]!;
    utf8.set(items.utf8.subarray(items.offsets[row], items.offsets[row + 1]), offsets[to]);
  }
  return {
    items: new Items(utf8, offsets),
    matrix: selected,
    ...(counts && { counts: Float64Array.from(rows, (row) => counts[row]!) }),
  };
}

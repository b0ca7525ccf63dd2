import { Items } from '@tovec/core';
import { matrixAt } from '@tovec/kernels';
import type { TableParts } from './parts.js';

/** Takes rows (in ascending order) out of a table, moving the others up in place: still one table. */
export function dropRows(
  { items, matrix, counts }: TableParts,
  drop: readonly number[],
): TableParts {
  const { dimensions, values } = matrix;
  const utf8 = items.utf8.slice();
  const offsets = [0];
  let kept = 0;
  let bytes = 0;
  let next = 0;
  for (let row = 0; row < items.length; row++) {
    if (drop[next] === row) {
      next++;
      continue;
    }
    const start = items.offsets[row]!;
    const end = items.offsets[row + 1]!;
    utf8.copyWithin(bytes, start, end);
    bytes += end - start;
    offsets.push(bytes);
    values.copyWithin(kept * dimensions, row * dimensions, (row + 1) * dimensions);
    if (counts) counts[kept] = counts[row]!;
    kept++;
  }
  return {
    items: new Items(utf8.slice(0, bytes), Uint32Array.from(offsets)),
    matrix: matrixAt(matrix.memory, matrix.byteOffset, kept, dimensions),
    ...(counts && { counts: counts.slice(0, kept) }),
  };
}

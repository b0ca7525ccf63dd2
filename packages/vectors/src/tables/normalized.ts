import { allocateMatrix } from '@tovec/kernels';
import { normOf } from '../queries/query.js';
import type { TableParts } from './parts.js';

/** A new table with every row at length 1; zero rows stay zero. */
export function normalizeRows({ items, matrix, counts }: TableParts): TableParts {
  const { rows, dimensions, values } = matrix;
  const unit = allocateMatrix(rows, dimensions);
  for (let row = 0; row < rows; row++) {
    const start = row * dimensions;
    const norm = normOf(values.subarray(start, start + dimensions)) || 1;
    for (let at = start; at < start + dimensions; at++) unit.values[at] = values[at]! / norm;
  }
  return { items, matrix: unit, counts };
}

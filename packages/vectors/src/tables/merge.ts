import { check, describeValue, InvalidInputError } from '@tovec/core';
import { allocateMatrix } from '@tovec/kernels';
import type { KeyedVectors } from '../keyed-vectors.js';
import { joinItems } from './join-items.js';
import type { TableParts } from './parts.js';
import { selectRows } from './select-rows.js';

export interface MergeOptions {
  /**
   * What to do with an item that both tables have: `'keep'` the first's vector, `'replace'` it by
   * the second's, or `'throw'` an InvalidInputError (the default).
   */
  readonly onConflict?: 'keep' | 'replace' | 'throw' | undefined;
}

/** A new table: all rows of `first` in their order, then the items that only `second` has. */
export function mergeTables(
  first: KeyedVectors,
  second: KeyedVectors,
  options: MergeOptions,
): TableParts {
  check.knownKeys('options', options, ['onConflict']);
  const onConflict = check.oneOf('onConflict', options.onConflict ?? 'throw', [
    ...(['keep', 'replace', 'throw'] as const),
  ]);
  if (first.dimensions !== second.dimensions) {
    throw new InvalidInputError(
      `Tables of ${first.dimensions} and ${second.dimensions} dimensions cannot be merged: ` +
        'their vectors are not of one space.',
      { argument: 'other', given: second.dimensions },
    );
  }
  const added: number[] = [];
  const shared: { row: number; from: number }[] = [];
  for (let from = 0; from < second.size; from++) {
    const item = second.itemAt(from);
    const row = first.rowOf(item);
    if (row < 0) added.push(from);
    else if (onConflict === 'throw') {
      throw new InvalidInputError(
        `Both tables have the item ${describeValue(item)}; say onConflict: 'keep' or 'replace'.`,
        { argument: 'onConflict', given: item },
      );
    } else if (onConflict === 'replace') shared.push({ row, from });
  }
  return joined(first, selectRows(second, added), shared, second);
}

function joined(
  first: KeyedVectors,
  tail: TableParts,
  replaced: readonly { row: number; from: number }[],
  second: KeyedVectors,
): TableParts {
  const { dimensions } = first;
  const rows = first.size + tail.matrix.rows;
  const matrix = allocateMatrix(rows, dimensions);
  matrix.values.set(first.matrix.values);
  matrix.values.set(tail.matrix.values, first.size * dimensions);
  for (const { row, from } of replaced) matrix.values.set(second.vectorAt(from), row * dimensions);
  const items = joinItems(first.items, tail.items);
  if (!first.counts || !tail.counts || !second.counts) return { items, matrix };
  const counts = new Float64Array(rows);
  counts.set(first.counts);
  counts.set(tail.counts, first.size);
  for (const { row, from } of replaced) counts[row] = second.counts[from]!;
  return { items, matrix, counts };
}

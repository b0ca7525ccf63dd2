import { describeValue, ModelFileError } from '@tovec/core';
import { ItemIndex } from '../item-index.js';
import { KeyedVectors } from '../keyed-vectors.js';
import { dropRows } from '../tables/drop-rows.js';
import type { TableParts } from '../tables/parts.js';
import type { ReadVectorsOptions, VectorFormat } from './format.js';
import type { RawTable } from './table.js';

type Policies = Pick<ReadVectorsOptions, 'duplicates' | 'notFinite'>;

/** Turns what was read into vectors: every number finite, every item once. */
export function finishTable(
  raw: RawTable,
  format: VectorFormat,
  { duplicates = 'first', notFinite = 'throw' }: Policies,
  file: string,
): KeyedVectors {
  const refuse = (row: number, problem: string) =>
    new ModelFileError(`row ${row + 1} (${describeValue(raw.items.at(row))}) ${problem}`, {
      ...{ file, ...raw.placeOf?.(row) },
    });
  const { rows } = raw.matrix;

  const wild = rowsNotFinite(raw);
  if (notFinite === 'throw' && wild.length > 0) {
    throw refuse(
      wild[0]!,
      "holds a number that is no finite float32; the file may be damaged. notFinite: 'skip' " +
        'leaves such rows out',
    );
  }
  let parts: TableParts = wild.length > 0 ? dropRows(raw, wild) : raw;

  let index = new ItemIndex(parts.items);
  const { repeated } = index;
  if (duplicates === 'throw' && repeated.length > 0) {
    const row = repeated[0]!;
    throw wild.length > 0
      ? new ModelFileError(`${describeValue(parts.items.at(row))} is there twice`, { file })
      : refuse(row, 'has an item that an earlier row has already');
  }
  if (repeated.length > 0) {
    parts = dropRows(parts, repeated);
    index = new ItemIndex(parts.items);
  }
  const { items, matrix, counts } = parts;
  const reading = { format, rows, duplicates: repeated.length, notFinite: wild.length };
  return new KeyedVectors({ items, matrix, counts, index, reading, modality: raw.modality });
}

/** The rows with NaN or Infinity in them. */
function rowsNotFinite({ matrix }: RawTable): number[] {
  const { values, rows, dimensions } = matrix;
  const found: number[] = [];
  for (let row = 0; row < rows; row++) {
    // Zero times a finite number is 0, so the sum is 0 unless one is not finite.
    let sum = 0;
    const end = (row + 1) * dimensions;
    for (let at = row * dimensions; at < end; at++) sum += values[at]! * 0;
    if (sum !== 0) found.push(row);
  }
  return found;
}

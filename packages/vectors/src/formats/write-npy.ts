import { encodeUtf8, type Items, writeFileAtomically } from '@tovec/core';
import type { KeyedVectors } from '../keyed-vectors.js';
import { npyMagic } from './npy-header.js';
import { wordsPathOf } from './npy-words.js';
import { type NamedRows, putName, type RowWriting, writeRows } from './row-writer.js';
import { byteOrderMark, checkNoByte, startsWithMark } from './write-text.js';

/** Writes a NumPy float32 array, and its items beside it, one a line. */
export async function writeNpy(
  path: string,
  vectors: KeyedVectors,
  options: RowWriting,
): Promise<void> {
  await writeWords(path, vectors, options);
  const { matrix, size, dimensions } = vectors;
  const { buffer, byteOffset, byteLength } = matrix.values;
  const values = new Uint8Array(buffer, byteOffset, byteLength);
  const rowBytes = dimensions * 4;
  const putRow = (row: number, bytes: Uint8Array, start: number) => {
    bytes.set(values.subarray(row * rowBytes, (row + 1) * rowBytes), start);
    return start + rowBytes;
  };
  await writeFileAtomically(
    path,
    async (file) => {
      await file.write(npyHeader(size, dimensions));
      await writeRows(file, vectors, putRow, rowBytes, options);
    },
    { signal: options.signal },
  );
}

/** Writes the items of a NumPy array beside it. */
export async function writeWords(
  npyPath: string,
  rows: NamedRows,
  { signal }: RowWriting,
): Promise<void> {
  checkWords(rows.items);
  await writeFileAtomically(
    wordsPathOf(npyPath),
    async (file) => {
      if (startsWithMark(rows)) await file.write(byteOrderMark);
      const end = allEndInReturn(rows) ? [0x0d, 0x0a] : [0x0a];
      const putRow = (row: number, bytes: Uint8Array, start: number) => {
        const at = putName(rows, row, bytes, start);
        bytes.set(end, at);
        return at + end.length;
      };
      await writeRows(file, rows, putRow, 2, { signal });
    },
    { signal },
  );
}

/** @throws InvalidInputError when an item cannot stand on a line */
export function checkWords(items: Items): void {
  checkNoByte(items, 0x0a, 'a newline', "'tovec'");
}

/** Version 1.0: magic, version, length, then a Python dict padded so that the data is aligned. */
export function npyHeader(rows: number, dimensions: number): Uint8Array {
  const dict = `{'descr': '<f4', 'fortran_order': False, 'shape': (${rows}, ${dimensions}), }`;
  const length = Math.ceil((10 + dict.length + 1) / 64) * 64 - 10;
  const header = `${dict.padEnd(length - 1)}\n`;
  return Uint8Array.of(...npyMagic, 1, 0, length & 255, length >> 8, ...encodeUtf8(header));
}

/** Then the reader would take their last byte for the line's end: it gets one that is. */
function allEndInReturn({ items }: NamedRows): boolean {
  for (let row = 0; row < items.length; row++) {
    const end = items.offsets[row + 1]!;
    if (end === items.offsets[row] || items.utf8[end - 1] !== 0x0d) return false;
  }
  return items.length > 0;
}

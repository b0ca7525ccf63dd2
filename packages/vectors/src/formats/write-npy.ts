import { encodeUtf8, writeFileAtomically } from '@tovec/core';
import type { KeyedVectors } from '../keyed-vectors.js';
import { npyMagic } from './npy-header.js';
import { wordsPathOf } from './npy-words.js';
import { putName, type RowWriting, writeRows } from './row-writer.js';
import { byteOrderMark, checkNoByte, startsWithMark } from './write-text.js';

/** Writes a NumPy float32 array, and its items beside it, one a line. */
export async function writeNpy(
  path: string,
  vectors: KeyedVectors,
  options: RowWriting,
): Promise<void> {
  checkNoByte(vectors.items, 0x0a, 'a newline', "'tovec'");
  const { signal } = options;
  await writeFileAtomically(
    wordsPathOf(path),
    async (file) => {
      if (startsWithMark(vectors)) await file.write(byteOrderMark);
      const end = allEndInReturn(vectors) ? [0x0d, 0x0a] : [0x0a];
      const putRow = (row: number, bytes: Uint8Array, start: number) => {
        const at = putName(vectors, row, bytes, start);
        bytes.set(end, at);
        return at + end.length;
      };
      await writeRows(file, vectors, putRow, 2, { signal });
    },
    { signal },
  );
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
    { signal },
  );
}

/** Version 1.0: magic, version, length, then a Python dict padded so that the data is aligned. */
function npyHeader(rows: number, dimensions: number): Uint8Array {
  const dict = `{'descr': '<f4', 'fortran_order': False, 'shape': (${rows}, ${dimensions}), }`;
  const length = Math.ceil((10 + dict.length + 1) / 64) * 64 - 10;
  const header = `${dict.padEnd(length - 1)}\n`;
  return Uint8Array.of(...npyMagic, 1, 0, length & 255, length >> 8, ...encodeUtf8(header));
}

/** Then the reader would take their last byte for the line's end: it gets one that is. */
function allEndInReturn({ items }: KeyedVectors): boolean {
  for (let row = 0; row < items.length; row++) {
    const end = items.offsets[row + 1]!;
    if (end === items.offsets[row] || items.utf8[end - 1] !== 0x0d) return false;
  }
  return items.length > 0;
}

import { encodeUtf8, writeFileAtomically } from '@tovec/core';
import type { KeyedVectors } from '../keyed-vectors.js';
import { putName, type RowWriting, writeRows } from './row-writer.js';
import { checkNoByte } from './write-text.js';

/** Writes word2vec's binary format as word2vec.c does: a newline ends each row. */
export async function writeWord2vecBinary(
  path: string,
  vectors: KeyedVectors,
  options: RowWriting,
): Promise<void> {
  checkNoByte(vectors.items, 0x20, 'a blank', "'tovec' or 'npy'");
  const { matrix, dimensions } = vectors;
  const rowBytes = dimensions * 4;
  const { buffer, byteOffset, byteLength } = matrix.values;
  const values = new Uint8Array(buffer, byteOffset, byteLength);
  const putRow = (row: number, bytes: Uint8Array, start: number) => {
    const at = putName(vectors, row, bytes, start);
    bytes[at] = 0x20;
    bytes.set(values.subarray(row * rowBytes, (row + 1) * rowBytes), at + 1);
    bytes[at + 1 + rowBytes] = 0x0a;
    return at + rowBytes + 2;
  };
  await writeFileAtomically(
    path,
    async (file) => {
      await file.write(encodeUtf8(`${vectors.size} ${dimensions}\n`));
      await writeRows(file, vectors, putRow, rowBytes + 2, options);
    },
    { signal: options.signal },
  );
}

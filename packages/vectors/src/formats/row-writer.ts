import { createProgress, type FileSink, type OnProgress } from '@tovec/core';
import type { KeyedVectors } from '../keyed-vectors.js';

export interface RowWriting {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: OnProgress | undefined;
}

/** Rows by their names. */
export type NamedRows = Pick<KeyedVectors, 'items'>;

/** Puts one row into `bytes` from `at` on, and returns where it ends. */
export type PutRow = (row: number, bytes: Uint8Array, at: number) => number;

const pieceBytes = 1 << 20;

/** Writes rows one after the other in pieces of about a megabyte. */
export async function writeRows(
  file: FileSink,
  { items }: NamedRows,
  putRow: PutRow,
  mostRowBytes: number,
  { signal, onProgress }: RowWriting,
): Promise<void> {
  const size = items.length;
  const progress = createProgress({ phase: 'write', unit: 'rows', total: size, onProgress });
  let piece = new Uint8Array(Math.max(pieceBytes, mostRowBytes));
  let filled = 0;
  for (let row = 0; row < size; row++) {
    const needed = mostRowBytes + items.offsets[row + 1]! - items.offsets[row]!;
    if (filled + needed > piece.length) {
      signal?.throwIfAborted();
      await file.write(piece.subarray(0, filled));
      progress.report(row);
      filled = 0;
      if (needed > piece.length) piece = new Uint8Array(needed);
    }
    filled = putRow(row, piece, filled);
  }
  await file.write(piece.subarray(0, filled));
  progress.report(size);
}

/** Copies the name of a row, and returns where it ends. */
export function putName({ items }: NamedRows, row: number, bytes: Uint8Array, at: number) {
  const start = items.offsets[row]!;
  const end = items.offsets[row + 1]!;
  bytes.set(items.utf8.subarray(start, end), at);
  return at + end - start;
}

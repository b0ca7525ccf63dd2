import { crc32 } from 'node:zlib';
import { createProgress, Items, type OnProgress, writeSafetensors } from '@tovec/core';
import type { Vocabulary } from '../vocabulary/vocabulary.js';
import type { CooccurrenceReport } from './cooccurrences.js';
import { formatKey, formatVersion } from './format.js';
import { openNumbers, type TablePart } from './parts.js';
import type { CooccurrenceSettings } from './settings.js';

/** Entries copied at a time. */
const chunkEntries = 1 << 18;

/** What is written. */
interface TableContent {
  readonly vocabulary: Vocabulary;
  readonly nonZeros: number;
  readonly settings: CooccurrenceSettings;
  readonly report: CooccurrenceReport;
  readonly offsets: Float64Array;
  readonly parts: readonly TablePart[];
}

/** Writes a table as format.ts describes it, atomically. */
export async function writeTable(
  path: string,
  table: TableContent,
  { signal, onProgress }: { signal?: AbortSignal; onProgress?: OnProgress },
): Promise<void> {
  const { vocabulary, offsets, nonZeros, parts } = table;
  const items = Items.from(vocabulary.words);
  const offsetBytes = bytesOf(BigUint64Array.from(offsets, BigInt));
  const itemOffsetBytes = bytesOf(items.offsets);
  const sums = { columns: 0, values: 0 };
  const progress = createProgress({
    phase: 'save',
    unit: 'entries',
    total: 2 * nonZeros,
    ...(onProgress && { onProgress }),
  });
  let done = 0;

  async function* chunks(name: 'columns' | 'values') {
    for (const part of parts) {
      for await (const bytes of numbersOf(part, name)) {
        signal?.throwIfAborted();
        sums[name] = crc32(bytes, sums[name]);
        yield bytes;
        done += bytes.length / 4;
        progress.report(done);
      }
    }
  }
  async function* numbersOf({ firstRow, endRow, ...part }: TablePart, name: 'columns' | 'values') {
    const count = offsets[endRow]! - offsets[firstRow]!;
    await using numbers = await openNumbers(part[name]);
    for (let at = 0; at < count; at += chunkEntries) {
      yield numbers.read(at, Math.min(chunkEntries, count - at));
    }
  }
  // Written last, when the checksums of what was streamed are known.
  function* checksums() {
    yield bytesOf(
      Uint32Array.of(
        ...[crc32(offsetBytes), crc32(bytesOf(vocabulary.counts)), sums.columns, sums.values],
        ...[crc32(itemOffsetBytes), crc32(items.utf8)],
      ),
    );
  }

  const words = vocabulary.words.length;
  await writeSafetensors(
    path,
    {
      metadata: {
        [formatKey]: formatVersion,
        settings: JSON.stringify(table.settings),
        report: JSON.stringify(table.report),
      },
      tensors: [
        { name: 'offsets', dtype: 'U64', shape: [words + 1], bytes: offsetBytes },
        { name: 'counts', dtype: 'F64', shape: [words], bytes: bytesOf(vocabulary.counts) },
        { name: 'columns', dtype: 'U32', shape: [nonZeros], chunks: () => chunks('columns') },
        { name: 'values', dtype: 'F32', shape: [nonZeros], chunks: () => chunks('values') },
        { name: 'items.offsets', dtype: 'U32', shape: [words + 1], bytes: itemOffsetBytes },
        { name: 'crc32', dtype: 'U32', shape: [6], chunks: checksums },
        { name: 'items.utf8', dtype: 'U8', shape: [items.utf8.length], bytes: items.utf8 },
      ],
    },
    { signal },
  );
}

function bytesOf(array: Float64Array | BigUint64Array | Uint32Array): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}

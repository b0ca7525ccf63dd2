import { type ByteReader, type OpenSourceOptions, readModelFile, type Source } from '@tovec/core';
import { selectRows } from '../tables/select-rows.js';
import { ModelTableReader } from './model-table-reader.js';
import type { RawTable, TableReading } from './table.js';

/** Reads any tovec model file that has a table of vectors and the names of its rows. */
export async function readModelTable(
  source: Source,
  file: string,
  { limit }: TableReading,
  { signal, offline, sha256, cacheDirectory }: OpenSourceOptions,
): Promise<RawTable> {
  const reader = new ModelTableReader();
  const model = await readModelFile(source, {
    select: (info) => reader.select(info),
    ...{ signal, offline, sha256, cacheDirectory },
  });
  const table = reader.table(model, file);
  if (limit >= table.matrix.rows) return table;
  const rows = Uint32Array.from({ length: limit }, (_, row) => row);
  return { ...table, ...selectRows(table, rows) };
}

/** What is left of a reader, for those who take a stream. */
export async function* streamOf(reader: ByteReader): AsyncGenerator<Uint8Array> {
  for (;;) {
    const chunk = new Uint8Array(1 << 20);
    const count = await reader.read(chunk);
    if (count === 0) return;
    yield chunk.subarray(0, count);
  }
}

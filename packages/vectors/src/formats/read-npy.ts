import {
  type ByteReader,
  fromFloat16,
  ModelFileError,
  type OpenSourceOptions,
  openSource,
  type Source,
} from '@tovec/core';
import { ByteWindow } from './byte-window.js';
import { NamesBuilder } from './names-builder.js';
import { type NpyHeader, readNpyHeader } from './npy-header.js';
import type { RawTable, TableReading } from './table.js';
import { TableBuilder } from './table-builder.js';

/** Bytes read at a time: what is allocated is never more than this ahead of what has come. */
const pieceBytes = 1 << 22;

/** Reads a NumPy table, and its items from a text file with one a line. */
export async function readNpy(
  reader: ByteReader,
  { limit, onBytes }: TableReading,
  words: Source,
  { signal, offline, cacheDirectory }: OpenSourceOptions,
): Promise<RawTable> {
  const header = await readNpyHeader(reader);
  const dataAt = reader.position;
  const table = new TableBuilder(header.dimensions);
  const wanted = Math.min(limit, header.rows);
  const rowBytes = header.dimensions * header.itemBytes;
  const piece = Math.max(1, Math.floor(pieceBytes / rowBytes));
  while (table.rows < wanted) {
    const rows = Math.min(piece, wanted - table.rows);
    await readPiece(reader, table, rows, header);
    onBytes(reader.position);
  }
  if (wanted === header.rows && (await reader.peek(1)).length > 0) {
    throw new ModelFileError('there are bytes behind the last row', {
      ...{ file: reader.name, offset: reader.position },
    });
  }
  await using wordsReader = await openSource(words, { signal, offline, cacheDirectory });
  const items = await readWords(wordsReader, header.rows, wanted, reader.name);
  return {
    matrix: table.matrix(),
    items,
    placeOf: (row) => ({ offset: dataAt + row * rowBytes }),
  };
}

async function readPiece(
  reader: ByteReader,
  table: TableBuilder,
  rows: number,
  { type, bigEndian, dimensions, itemBytes }: NpyHeader,
): Promise<void> {
  const to = table.reserve(rows);
  const count = rows * dimensions;
  if (type === 'f4' && !bigEndian) {
    await reader.readExactly(table.bytes.subarray(to * 4, (to + count) * 4));
  } else {
    const bytes = new Uint8Array(count * itemBytes);
    await reader.readExactly(bytes);
    const view = new DataView(bytes.buffer);
    for (let at = 0; at < count; at++) {
      const place = at * itemBytes;
      table.values[to + at] =
        type === 'f8'
          ? view.getFloat64(place, !bigEndian)
          : type === 'f4'
            ? view.getFloat32(place, !bigEndian)
            : fromFloat16(view.getUint16(place, !bigEndian));
    }
  }
  table.pushUnnamed(rows);
}

/** Reads one item a line. Lines end in a newline, or all of them in carriage return and newline. */
async function readWords(reader: ByteReader, rows: number, wanted: number, npy: string) {
  const window = new ByteWindow(reader);
  await window.skipByteOrderMark();
  const names = new NamesBuilder();
  const trimmed = new NamesBuilder();
  let allTrimmed = true;
  let count = 0;
  for (;;) {
    const end = await window.nextLine();
    if (end < 0) break;
    count++;
    if (count <= wanted) {
      const hasReturn = end > window.start && window.buffer[end - 1] === 0x0d;
      allTrimmed &&= hasReturn;
      names.push(window.buffer, window.start, end);
      if (allTrimmed) trimmed.push(window.buffer, window.start, end - 1);
    }
    window.start = Math.min(end + 1, window.end);
  }
  if (count !== rows) {
    throw new ModelFileError(`there are ${count} items for the ${rows} rows of ${npy}`, {
      file: reader.name,
    });
  }
  return allTrimmed && wanted > 0 ? trimmed.items() : names.items();
}

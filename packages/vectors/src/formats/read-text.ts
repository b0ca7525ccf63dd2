import { type ByteReader, ModelFileError } from '@tovec/core';
import { ByteWindow } from './byte-window.js';
import { mostDimensions, readHeader, wrongRowCount } from './header.js';
import type { RawTable, TableReading } from './table.js';
import { TableBuilder } from './table-builder.js';
import { readTextRow, trailingNumbers } from './text-row.js';

/** Lines looked at to find out how many numbers a row of a GloVe file has. */
const sampleLines = 10;

/** Reads word2vec text: `rows dimensions`, then a line per item. Also fastText's `.vec`. */
export async function readWord2vecText(
  reader: ByteReader,
  { limit, onBytes }: TableReading,
): Promise<RawTable> {
  const window = new ByteWindow(reader);
  await window.skipByteOrderMark();
  const { rows, dimensions } = await readHeader(window, (count) => 2 * count);
  const table = new TableBuilder(dimensions);
  const wanted = Math.min(limit, rows);
  await readRows(window, table, { firstLine: 2, wanted, onBytes });
  if (table.rows < wanted) {
    throw wrongRowCount(rows, `the file ends after ${table.rows}`, reader.name);
  }
  if (limit > rows && (await hasMoreLines(window))) {
    throw wrongRowCount(rows, 'there are more', reader.name);
  }
  return rawTable(table, 2);
}

/** Reads GloVe's text: a line per item, no header. */
export async function readGlove(
  reader: ByteReader,
  { limit, onBytes }: TableReading,
): Promise<RawTable> {
  const window = new ByteWindow(reader);
  await window.skipByteOrderMark();
  const dimensions = await findDimensions(window);
  const table = new TableBuilder(dimensions);
  await readRows(window, table, { firstLine: 1, wanted: limit, onBytes });
  return rawTable(table, 1);
}

interface RowsToRead {
  readonly firstLine: number;
  readonly wanted: number;
  readonly onBytes: (position: number) => void;
}

async function readRows(
  window: ByteWindow,
  table: TableBuilder,
  { firstLine, wanted, onBytes }: RowsToRead,
): Promise<void> {
  const place = { file: window.reader.name, line: firstLine };
  while (table.rows < wanted) {
    takeWholeLines(window, table, wanted, place);
    if (table.rows === wanted) break;
    if (window.atEnd) {
      if (await hasMoreLines(window)) takeLine(window, table, window.end, place);
      break;
    }
    await window.more();
    onBytes(window.position);
  }
}

/** Every line of the window whose end is there; no waiting in between. */
function takeWholeLines(
  window: ByteWindow,
  table: TableBuilder,
  wanted: number,
  place: { file: string; line: number },
): void {
  while (table.rows < wanted) {
    const newline = window.newline();
    if (newline < 0) return;
    if (newline - window.start < 2 && isRestBlank(window)) return;
    takeLine(window, table, newline, place);
  }
}

function takeLine(
  window: ByteWindow,
  table: TableBuilder,
  end: number,
  place: { file: string; line: number },
): void {
  const { buffer, start } = window;
  const to = table.reserve();
  const nameEnd = readTextRow(buffer, start, end, table.values, to, table.dimensions, place);
  table.push(buffer, start, nameEnd);
  window.start = Math.min(end + 1, window.end);
  place.line++;
}

/** Whether nothing but line ends is left in the window: then the file may end with them. */
function isRestBlank({ buffer, start, end }: ByteWindow): boolean {
  for (let at = start; at < end; at++) if (buffer[at] !== 10 && buffer[at] !== 13) return false;
  return true;
}

/** Whether anything but line ends follows; passes over line ends. */
async function hasMoreLines(window: ByteWindow): Promise<boolean> {
  for (;;) {
    while (window.start < window.end) {
      const byte = window.buffer[window.start]!;
      if (byte !== 10 && byte !== 13) return true;
      window.start++;
    }
    if (window.atEnd) return false;
    await window.more();
  }
}

/** How many numbers most of the first lines end in; the first line decides between equals. */
async function findDimensions(window: ByteWindow): Promise<number> {
  const file = window.reader.name;
  const end = await window.nextLine();
  if (end < 0) throw new ModelFileError('the file is empty', { file });
  const counts: number[] = [];
  for (let start = window.start, at = end; counts.length < sampleLines; ) {
    counts.push(trailingNumbers(window.buffer, start, at));
    start = at + 1;
    at = window.buffer.indexOf(10, start);
    if (at < 0 || at >= window.end) break;
  }
  const votes = (count: number) => counts.filter((other) => other === count).length;
  const dimensions = counts.reduce((best, count) => (votes(count) > votes(best) ? count : best));
  if (dimensions < 1 || dimensions > mostDimensions) {
    throw new ModelFileError(
      `the first line has ${dimensions} numbers behind its name; 1 to ${mostDimensions} can be read`,
      { file, line: 1 },
    );
  }
  return dimensions;
}

function rawTable(table: TableBuilder, firstLine: number): RawTable {
  const placeOf = (row: number) => ({ line: firstLine + row });
  return { matrix: table.matrix(), items: table.items(), placeOf };
}

import { type ByteReader, ModelFileError } from '@tovec/core';
import { ByteWindow } from './byte-window.js';
import { readHeader, wrongRowCount } from './header.js';
import type { RawTable, TableReading } from './table.js';
import { TableBuilder } from './table-builder.js';

const space = 0x20;
const newline = 0x0a;

/** A longer name is none: the dimensions are wrong, or the file is something else. */
const longestName = 1 << 20;

/**
 * Reads word2vec's binary format: `rows dimensions` as text, then per row its name, a blank, and the
 * numbers as little-endian float32. word2vec.c ends each row with a newline, the GoogleNews file
 * does not; what stands behind the first row decides which it is. A name is bytes up to the first
 * blank, whatever they are.
 */
export async function readWord2vecBinary(
  reader: ByteReader,
  { limit, onBytes }: TableReading,
): Promise<RawTable> {
  const window = new ByteWindow(reader);
  const { rows, dimensions } = await readHeader(window, (count) => 4 * count + 1);
  const table = new TableBuilder(dimensions);
  const wanted = Math.min(limit, rows);
  const firstRow = window.position;
  let hasNewlines = true;
  while (table.rows < wanted) {
    if (takeRow(window, table, hasNewlines && table.rows > 0)) {
      if (table.rows === 1) {
        await window.atLeast(1);
        hasNewlines = window.start < window.end && window.buffer[window.start] === newline;
      }
    } else if (window.atEnd) {
      throw wrongRowCount(rows, `the file ends in row ${table.rows + 1}`, reader.name);
    } else {
      await window.more();
      onBytes(window.position);
    }
  }
  if (limit > rows) await checkEnd(window, rows);
  const items = table.items();
  const besidesName = 1 + 4 * dimensions + (hasNewlines ? 1 : 0);
  return {
    matrix: table.matrix(),
    items,
    placeOf: (row) => ({ offset: firstRow + items.offsets[row]! + row * besidesName }),
  };
}

/** Moves one row into the table; false when the window does not hold all of it. */
function takeRow(window: ByteWindow, table: TableBuilder, mayStartWithNewline: boolean): boolean {
  const { buffer, end } = window;
  let { start } = window;
  if (mayStartWithNewline && start < end && buffer[start] === newline) start++;
  const searched = buffer.subarray(start, Math.min(end, start + longestName + 1));
  const blank = searched.indexOf(space);
  if (blank < 0 && searched.length > longestName) {
    throw new ModelFileError(
      `row ${table.rows + 1} has no blank within ${longestName} bytes, so it has no name; ` +
        'the header is wrong, or this is not word2vec binary',
      { file: window.reader.name, offset: window.position },
    );
  }
  const rowBytes = table.dimensions * 4;
  const valuesAt = start + blank + 1;
  if (blank < 0 || valuesAt + rowBytes > end) return false;
  const to = table.reserve() * 4;
  table.bytes.set(buffer.subarray(valuesAt, valuesAt + rowBytes), to);
  table.push(buffer, start, start + blank);
  window.start = valuesAt + rowBytes;
  return true;
}

/** Nothing may follow the promised rows but a last newline. */
async function checkEnd(window: ByteWindow, rows: number): Promise<void> {
  await window.atLeast(2);
  const { buffer, start, end } = window;
  const rest = end - start;
  if (rest === 0 || (rest === 1 && buffer[start] === newline)) return;
  throw wrongRowCount(
    rows,
    `more follows them from byte ${window.position} on`,
    window.reader.name,
  );
}

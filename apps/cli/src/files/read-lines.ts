import { type ByteReader, decodeUtf8 } from '@tovec/core';

/** What is longer than this without a line end is cut at a blank, where that does no harm. */
const longLineBytes = 1 << 22;

/**
 * The text of a reader in pieces that end where a line ends, without that last line end.
 *
 * @param cutLongLines a line of many megabytes may be cut between two words
 */
export async function* readPieces(
  reader: ByteReader,
  cutLongLines: boolean,
): AsyncGenerator<string> {
  const chunk = new Uint8Array(1 << 20);
  let held = new Uint8Array(0);
  for (;;) {
    const added = await reader.read(chunk);
    if (added === 0) break;
    const bytes = new Uint8Array(held.length + added);
    bytes.set(held);
    bytes.set(chunk.subarray(0, added), held.length);
    let end = bytes.lastIndexOf(0x0a);
    if (end < 0 && cutLongLines && bytes.length > longLineBytes) end = bytes.lastIndexOf(0x20);
    if (end >= 0) yield decodeUtf8(bytes, 0, end);
    held = end < 0 ? bytes : bytes.subarray(end + 1);
  }
  if (held.length > 0) yield decodeUtf8(held);
}

/** The lines of a reader without their ends, in groups, as soon as they are there. */
export async function* readLineGroups(reader: ByteReader): AsyncGenerator<string[]> {
  for await (const piece of readPieces(reader, false)) {
    yield piece.split('\n').map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line));
  }
}

/** All lines of a reader, without their ends; the last one needs none. */
export async function readLines(reader: ByteReader): Promise<string[]> {
  const lines: string[] = [];
  for await (const group of readLineGroups(reader)) {
    for (const line of group) lines.push(line);
  }
  return lines;
}

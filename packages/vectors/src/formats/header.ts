import { ModelFileError } from '@tovec/core';
import type { ByteWindow } from './byte-window.js';

/** What the first line of a word2vec file promises. */
export interface Promised {
  readonly rows: number;
  readonly dimensions: number;
}

/** Rows wider than this are damage: the most that `check` allows elsewhere. */
export const mostDimensions = 65_536;

/** `rows dimensions`, as the first line of a word2vec file, or undefined. */
export function parseHeader(line: string): Promised | undefined {
  const match = /^\s*(\d{1,15})[ \t]+(\d{1,15})\s*$/.exec(line);
  return match ? { rows: Number(match[1]), dimensions: Number(match[2]) } : undefined;
}

/**
 * Reads the first line of a word2vec file, and checks it against the file's size.
 *
 * @param leastRowBytes the fewest bytes that a row of so many dimensions takes
 */
export async function readHeader(
  window: ByteWindow,
  leastRowBytes: (dimensions: number) => number,
): Promise<Promised> {
  const file = window.reader.name;
  const end = await window.nextLine();
  const bytes = window.buffer.subarray(window.start, Math.min(Math.max(end, 0), window.start + 64));
  const line = String.fromCharCode(...bytes);
  const promised = end < 0 ? undefined : parseHeader(line);
  if (!promised) {
    throw new ModelFileError(
      end < 0
        ? 'the file is empty'
        : `the first line must be the number of rows and the dimensions, but is ${JSON.stringify(line)}`,
      { file, line: 1 },
    );
  }
  const { rows, dimensions } = promised;
  window.start = Math.min(end + 1, window.end);
  if (dimensions < 1 || dimensions > mostDimensions) {
    throw new ModelFileError(
      `the header promises ${dimensions} dimensions; 1 to ${mostDimensions} can be read`,
      { file, line: 1 },
    );
  }
  const { size } = window.reader;
  const least = rows * leastRowBytes(dimensions);
  if (size !== undefined && least > size - window.position) {
    throw new ModelFileError(
      `the header promises ${rows} rows of ${dimensions} numbers, which take ${least} bytes or ` +
        `more, but only ${size - window.position} bytes follow; the file is truncated or damaged`,
      { file, line: 1 },
    );
  }
  return promised;
}

/** The error for a file with fewer or more rows than its header promises. */
export function wrongRowCount(promised: number, found: string, file: string): ModelFileError {
  return new ModelFileError(
    `the header promises ${promised} rows, but ${found}; the header is wrong or the file damaged`,
    { file },
  );
}

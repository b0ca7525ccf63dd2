import { describeValue, encodeUtf8, InvalidInputError, writeFileAtomically } from '@tovec/core';
import type { KeyedVectors } from '../keyed-vectors.js';
import { longestNumber, writeFloat32 } from './format-number.js';
import { type NamedRows, putName, type RowWriting, writeRows } from './row-writer.js';
import { endsInNumber } from './text-row.js';

/** Writes word2vec text, or without its header GloVe text. */
export async function writeText(
  path: string,
  vectors: KeyedVectors,
  options: RowWriting & { readonly header: boolean },
): Promise<void> {
  checkNames(vectors);
  if (!options.header && vectors.size === 0) {
    throw new InvalidInputError(
      "GloVe text without a row does not say how many dimensions there are. Write the format 'tovec' instead.",
      { argument: 'vectors', given: 0 },
    );
  }
  const { dimensions, matrix } = vectors;
  const putRow = (row: number, bytes: Uint8Array, start: number) => {
    let at = putName(vectors, row, bytes, start);
    for (let column = 0; column < dimensions; column++) {
      bytes[at++] = 0x20;
      at = writeFloat32(matrix.values[row * dimensions + column]!, bytes, at);
    }
    bytes[at++] = 0x0a;
    return at;
  };
  const mostRowBytes = dimensions * (longestNumber + 1) + 1;
  await writeFileAtomically(
    path,
    async (file) => {
      if (options.header) await file.write(encodeUtf8(`${vectors.size} ${dimensions}\n`));
      else if (startsWithMark(vectors)) await file.write(byteOrderMark);
      await writeRows(file, vectors, putRow, mostRowBytes, options);
    },
    { signal: options.signal },
  );
}

/** Readers pass over a byte order mark: a first name that starts with one gets another before it. */
export function startsWithMark({ items }: NamedRows): boolean {
  return items.length > 0 && byteOrderMark.every((byte, at) => items.utf8[at] === byte);
}

export const byteOrderMark = Uint8Array.of(0xef, 0xbb, 0xbf);

/** Names that would not be read back as they are. */
function checkNames({ items }: KeyedVectors): void {
  const { utf8, offsets } = items;
  checkNoByte(items, 0x0a, 'a newline', "'tovec'");
  for (let row = 0; row < items.length; row++) {
    if (endsInNumber(utf8, offsets[row]!, offsets[row + 1]!)) {
      throw new InvalidInputError(
        `The item ${describeValue(items.at(row))} ends in a number, which text would not tell from ` +
          "those of its vector. Write the format 'tovec', 'npy' or 'word2vec-binary' instead.",
        { argument: 'vectors', given: items.at(row) },
      );
    }
  }
}

/** Refuses names with a byte in them that ends a name in the format. */
export function checkNoByte(
  items: KeyedVectors['items'],
  byte: number,
  what: string,
  instead: string,
): void {
  const place = items.utf8.indexOf(byte);
  if (place < 0) return;
  const row = items.offsets.findIndex((offset) => offset > place) - 1;
  throw new InvalidInputError(
    `The item ${describeValue(items.at(row))} has ${what} in it, which this format cannot hold. ` +
      `Write the format ${instead} instead.`,
    { argument: 'vectors', given: items.at(row) },
  );
}

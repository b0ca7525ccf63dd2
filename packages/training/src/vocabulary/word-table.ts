import { decodeUtf8 } from '@tovec/core';

/** 32-bit words of one entry of the text kernel's table: offset, length, value (low, high). */
const entryWords = 4;

/** A table of distinct runs of text and how often each occurs, as the text kernel counted it. */
export interface WordTable {
  readonly entries: Uint32Array;
  readonly bytes: Uint8Array;
}

export function entryCount({ entries }: WordTable): number {
  return entries.length / entryWords;
}

export function wordAt({ entries, bytes }: WordTable, entry: number): string {
  const offset = entries[entry * entryWords]!;
  return decodeUtf8(bytes, offset, offset + entries[entry * entryWords + 1]!);
}

export function countAt({ entries }: WordTable, entry: number): number {
  return entries[entry * entryWords + 2]! + entries[entry * entryWords + 3]! * 2 ** 32;
}

/** A table of just the entries listed, with ids in place of counts. */
export function selectEntries(
  table: WordTable,
  selected: readonly { entry: number; idCount: number; ids: number }[],
): WordTable {
  const lengths = selected.map(({ entry }) => table.entries[entry * entryWords + 1]!);
  const entries = new Uint32Array(selected.length * entryWords);
  const bytes = new Uint8Array(lengths.reduce((sum, length) => sum + length, 0));
  let used = 0;
  selected.forEach(({ entry, idCount, ids }, index) => {
    const offset = table.entries[entry * entryWords]!;
    const length = lengths[index]!;
    bytes.set(table.bytes.subarray(offset, offset + length), used);
    entries.set([used, length, ids, idCount], index * entryWords);
    used += length;
  });
  return { entries, bytes };
}

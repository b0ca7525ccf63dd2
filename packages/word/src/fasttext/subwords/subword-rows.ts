import { encodeUtf8 } from '@tovec/core';
import { hashByte, hashStart } from './hash.js';

/** Which character n-grams a word has, and where their rows are. */
export interface SubwordRules {
  /** Shortest and longest n-gram in characters; `maxn` 0: none. */
  readonly minn: number;
  readonly maxn: number;
  /** How many rows n-grams share; 0: none. */
  readonly bucket: number;
  /** Words of the vocabulary, whose rows come first. */
  readonly words: number;
  /**
   * Of a pruned model: which rows the buckets that are left have, behind those of the words. A
   * bucket that is not here has none.
   */
  readonly pruned?: ReadonlyMap<number, number> | undefined;
}

/** The token that stands for the end of a line; it has no n-grams. */
export const endOfSentence = '</s>';
const endOfSentenceBytes = encodeUtf8(endOfSentence);

/**
 * The rows of the character n-grams of a word, in the vocabulary or not, without the row of the word
 * itself; one that occurs twice is there twice. Characters are those of UTF-8, `<` and `>` stand
 * around the word, and neither of these is an n-gram by itself (Bojanowski et al. 2017; the order is
 * fastText's).
 */
export function subwordRows(word: string, rules: SubwordRules): number[] {
  const rows: number[] = [];
  const bytes = encodeUtf8(word);
  pushSubwordRows(bytes, 0, bytes.length, rules, rows);
  return rows;
}

/** Puts the n-gram rows of the word `bytes[from…to]` behind `rows`. */
export function pushSubwordRows(
  bytes: Uint8Array,
  from: number,
  to: number,
  rules: SubwordRules,
  rows: { push(row: number): unknown },
): void {
  const { minn, maxn, bucket, words, pruned } = rules;
  if (maxn < 1 || bucket < 1 || isEndOfSentence(bytes, from, to)) return;
  // `<` stands at from - 1, `>` at to.
  const byteAt = (at: number) => (at < from ? 0x3c : at === to ? 0x3e : bytes[at]!);
  for (let start = from - 1; start <= to; start++) {
    if ((byteAt(start) & 0xc0) === 0x80) continue;
    let hash = hashStart;
    for (let n = 1, at = start; n <= maxn && at <= to; n++) {
      hash = hashByte(hash, byteAt(at++));
      while (at <= to && (byteAt(at) & 0xc0) === 0x80) hash = hashByte(hash, byteAt(at++));
      if (n < minn || (n === 1 && (start < from || at > to))) continue;
      const slot = (hash >>> 0) % bucket;
      const row = pruned ? pruned.get(slot) : slot;
      if (row !== undefined) rows.push(words + row);
    }
  }
}

export function isEndOfSentence(bytes: Uint8Array, from: number, to: number): boolean {
  if (to - from !== endOfSentenceBytes.length) return false;
  return endOfSentenceBytes.every((byte, at) => bytes[from + at] === byte);
}

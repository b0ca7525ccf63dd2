import { encodeUtf8 } from '@tovec/core';
import type { BucketRows } from './bucket-rows.js';
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
   * Of a pruned model: which rows the buckets have that are left, behind those of the words. The
   * others have none.
   */
  readonly pruned?: BucketRows | undefined;
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
  const end = to - from + 2;
  // Of two numbers that V8 knows to be unsigned integers the remainder takes a tenth of the time.
  const buckets = bucket >>> 0;
  const framed = frame(bytes, from, to);
  for (let start = 0; start < end; start++) {
    if ((framed[start]! & 0xc0) === 0x80) continue;
    let hash = hashStart;
    for (let n = 1, at = start; n <= maxn && at < end; n++) {
      hash = hashByte(hash, framed[at++]!);
      while (at < end && (framed[at]! & 0xc0) === 0x80) hash = hashByte(hash, framed[at++]!);
      if (n < minn || (n === 1 && (start === 0 || at === end))) continue;
      const slot = (hash >>> 0) % buckets;
      const row = pruned ? pruned.get(slot) : slot;
      if (row >= 0) rows.push(words + row);
    }
  }
}

/** Holds one word at a time. */
let scratch: Uint8Array | undefined;

/** The word between `<` and `>`; good until the next call. */
function frame(bytes: Uint8Array, from: number, to: number): Uint8Array {
  const length = to - from;
  if (!scratch || scratch.length < length + 2) scratch = new Uint8Array(2 * length + 64);
  scratch[0] = 0x3c;
  for (let at = 0; at < length; at++) scratch[at + 1] = bytes[from + at]!;
  scratch[length + 1] = 0x3e;
  return scratch;
}

function isEndOfSentence(bytes: Uint8Array, from: number, to: number): boolean {
  if (to - from !== endOfSentenceBytes.length) return false;
  for (let at = 0; at < endOfSentenceBytes.length; at++) {
    if (bytes[from + at] !== endOfSentenceBytes[at]) return false;
  }
  return true;
}

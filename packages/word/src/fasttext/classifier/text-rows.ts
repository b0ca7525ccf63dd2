import { encodeUtf8 } from '@tovec/core';
import type { FastTextParts } from '../parts.js';
import { subwordRulesOf } from '../parts.js';
import { hashBytes } from '../subwords/hash.js';
import { endOfSentence, pushSubwordRows, type SubwordRules } from '../subwords/subword-rows.js';
import { pushWordNgramRows } from '../subwords/word-ngrams.js';

/** What a token starts with that is a label; files do not keep another one. */
export const labelPrefix = '__label__';

const prefixBytes = encodeUtf8(labelPrefix);
const endBytes = encodeUtf8(endOfSentence);

interface Rows {
  readonly length: number;
  push(row: number): unknown;
}

/** Turns texts into the rows that their vectors are means of, as fastText reads a line. */
export class TextReader {
  private readonly rules: SubwordRules;
  private readonly wordNgrams: number;
  /** Hashes of the words of the text being read. */
  private hashes: number[] = [];
  /** Rows of the words of the vocabulary that were read before: most words come again and again. */
  private readonly known: (readonly number[] | undefined)[];

  constructor(private readonly parts: FastTextParts) {
    this.rules = subwordRulesOf(parts);
    this.wordNgrams = parts.settings.wordNgrams;
    this.known = new Array(parts.dictionary.words.length);
  }

  /**
   * Reads one text: its words, their character n-grams, the end of the line (`</s>`), then sequences
   * of words. Tokens are what white space separates, line ends included.
   *
   * @param rows where the rows go
   * @param labels where labels of the model go that stand in the text
   * @returns whether there are rows beside that of the end of the line
   */
  read(text: string, rows: Rows, labels?: Rows): boolean {
    const bytes = encodeUtf8(text);
    this.hashes = [];
    const first = rows.length;
    let end = first;
    let ended = false;
    for (let at = 0; at < bytes.length && !ended; ) {
      while (at < bytes.length && isSpace(bytes[at]!)) at++;
      const start = at;
      while (at < bytes.length && !isSpace(bytes[at]!)) at++;
      end = rows.length;
      if (at > start) ended = this.token(bytes, start, at, rows, labels);
    }
    if (!ended) {
      end = rows.length;
      this.token(endBytes, 0, endBytes.length, rows, labels);
    }
    const behind = rows.length;
    if (this.wordNgrams > 1) pushWordNgramRows(this.hashes, this.wordNgrams, this.rules, rows);
    return end > first || rows.length > behind;
  }

  /** Reads a token; true when it ends the text. */
  private token(bytes: Uint8Array, from: number, to: number, rows: Rows, labels?: Rows): boolean {
    const { wordIndex, labelIndex } = this.parts.dictionary;
    const row = wordIndex.findBytes(bytes, from, to);
    if (row < 0) {
      const label = labelIndex.findBytes(bytes, from, to);
      if (label >= 0) labels?.push(label);
      if (label >= 0 || startsWith(bytes, from, to, prefixBytes)) return false;
      pushSubwordRows(bytes, from, to, this.rules, rows);
    } else {
      for (const its of this.rowsOf(row, bytes, from, to)) rows.push(its);
    }
    if (this.wordNgrams > 1) this.hashes.push(hashBytes(bytes, from, to));
    return to - from === endBytes.length && startsWith(bytes, from, to, endBytes);
  }

  /** The row of a word of the vocabulary and those of its n-grams. */
  private rowsOf(row: number, bytes: Uint8Array, from: number, to: number): readonly number[] {
    const known = this.known[row];
    if (known) return known;
    const rows = [row];
    pushSubwordRows(bytes, from, to, this.rules, rows);
    this.known[row] = rows;
    return rows;
  }
}

/** Blank, tab, line feed, vertical tab, form feed, carriage return, and zero. */
function isSpace(byte: number): boolean {
  return byte === 0x20 || (byte >= 0x09 && byte <= 0x0d) || byte === 0;
}

function startsWith(bytes: Uint8Array, from: number, to: number, prefix: Uint8Array): boolean {
  if (to - from < prefix.length) return false;
  for (let at = 0; at < prefix.length; at++) {
    if (bytes[from + at] !== prefix[at]) return false;
  }
  return true;
}

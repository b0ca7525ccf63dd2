import type { Items } from '@tovec/core';
import type { RowLists } from '@tovec/kernels';
import { pushSubwordRows, type SubwordRules } from './subword-rows.js';

/**
 * For each word of a vocabulary the rows that its vector is the mean of: its own, then those of its
 * character n-grams. Words behind those of the vocabulary, if there are any, have n-grams alone.
 *
 * @param from the first word, and `to` the one behind the last; default: all
 */
export function wordRowLists(
  words: Items,
  rules: SubwordRules,
  from = 0,
  to = words.length,
): RowLists {
  const { utf8, offsets: starts } = words;
  const offsets = new Uint32Array(to - from + 1);
  const rows = new GrowingRows((to - from) * 8);
  for (let word = from; word < to; word++) {
    if (word < rules.words) rows.push(word);
    pushSubwordRows(utf8, starts[word]!, starts[word + 1]!, rules, rows);
    offsets[word - from + 1] = rows.length;
  }
  return { offsets, rows: rows.finish() };
}

/** Row numbers in one array that grows. */
export class GrowingRows {
  length = 0;
  values: Uint32Array;

  constructor(expected: number) {
    this.values = new Uint32Array(Math.max(16, expected));
  }

  push(row: number): void {
    if (this.length === this.values.length) this.grow();
    this.values[this.length++] = row;
  }

  /** What was pushed. */
  finish(): Uint32Array {
    return this.values.slice(0, this.length);
  }

  private grow(): void {
    const grown = new Uint32Array(2 * this.values.length);
    grown.set(this.values);
    this.values = grown;
  }
}

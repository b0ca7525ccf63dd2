import { encodeUtf8 } from '@tovec/core';
import { allocateMatrix, type Matrix, type RowLists } from '@tovec/kernels';
import { type FastTextParts, subwordRulesOf } from './parts.js';
import { pushSubwordRows } from './subwords/subword-rows.js';
import { GrowingRows, wordRowLists } from './subwords/word-row-lists.js';

/** Words composed at a time: their lists of rows are made and forgotten together. */
const blockWords = 8192;

/** The vectors of all words: the mean of a word's own row and those of its n-grams. */
export function composeWords(parts: FastTextParts): Matrix {
  const { words } = parts.dictionary;
  const { dimensions } = parts.settings;
  const rules = subwordRulesOf(parts);
  const matrix = allocateMatrix(words.length, dimensions);
  for (let first = 0; first < words.length; first += blockWords) {
    const last = Math.min(first + blockWords, words.length);
    const lists = wordRowLists(words, rules, first, last);
    parts.input.means(lists, matrix.values.subarray(first * dimensions, last * dimensions));
  }
  return matrix;
}

/** Where the vector of a word comes from. */
export type WordOrigin = 'known' | 'composed' | 'missing';

/** The rows that the vectors of words are means of, whether the vocabulary has the words or not. */
export function rowsOfWords(
  parts: FastTextParts,
  words: readonly string[],
): { readonly lists: RowLists; readonly origins: readonly WordOrigin[] } {
  const { wordIndex } = parts.dictionary;
  const rules = subwordRulesOf(parts);
  const offsets = new Uint32Array(words.length + 1);
  const rows = new GrowingRows(words.length * 8);
  const origins = words.map((word, at): WordOrigin => {
    const bytes = encodeUtf8(word);
    const row = wordIndex.findBytes(bytes, 0, bytes.length);
    const before = rows.length;
    if (row >= 0) rows.push(row);
    pushSubwordRows(bytes, 0, bytes.length, rules, rows);
    offsets[at + 1] = rows.length;
    return row >= 0 ? 'known' : rows.length > before ? 'composed' : 'missing';
  });
  return { lists: { offsets, rows: rows.finish() }, origins };
}

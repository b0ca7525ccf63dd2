import { Items } from '@tovec/core';
import { FastTextDictionary } from '../dictionary.js';
import type { FastTextParts } from '../parts.js';
import { endOfSentence } from '../subwords/subword-rows.js';
import { normsOf, rowSource } from './quantize-matrix.js';

export interface Pruned {
  readonly dictionary: FastTextDictionary;
  /** The rows that are left, in their new order. */
  readonly kept: Uint32Array;
}

/**
 * Keeps the `cutoff` rows of the input table that are longest, and the end of a sentence: a short row
 * hardly changes what a classifier says. Words whose row is gone are no longer known; n-grams whose
 * row is gone have none.
 */
export function prune({ dictionary, input }: FastTextParts, cutoff: number): Pruned {
  const { words, wordCounts } = dictionary;
  const norms = normsOf(rowSource(input));
  const end = dictionary.wordIndex.find(endOfSentence);
  const longest = Uint32Array.from({ length: input.rows }, (_, row) => row)
    .sort((a, b) => Number(b === end) - Number(a === end) || norms[b]! - norms[a]! || a - b)
    .subarray(0, cutoff);
  const keptWords = longest.filter((row) => row < words.length).sort();
  const keptBuckets = longest.filter((row) => row >= words.length);
  const pruned = new Map<number, number>();
  for (const [at, row] of keptBuckets.entries()) pruned.set(row - words.length, at);
  const kept = new Uint32Array(longest.length);
  kept.set(keptWords);
  kept.set(keptBuckets, keptWords.length);
  return {
    kept,
    dictionary: new FastTextDictionary({
      words: Items.from(Array.from(keptWords, (row) => words.at(row))),
      wordCounts: Float64Array.from(keptWords, (row) => wordCounts[row]!),
      labels: dictionary.labels,
      labelCounts: dictionary.labelCounts,
      tokens: dictionary.tokens,
      pruned,
    }),
  };
}

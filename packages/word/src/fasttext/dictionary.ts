import type { Items } from '@tovec/core';
import { ItemIndex } from '@tovec/vectors';
import { BucketRows } from './subwords/bucket-rows.js';

export interface FastTextDictionaryParts {
  /** The words, the most frequent first; row `i` of the input table is that of word `i`. */
  readonly words: Items;
  readonly wordCounts: Float64Array;
  /** The labels with their prefix (`__label__…`), the most frequent first; none but in classifiers. */
  readonly labels: Items;
  readonly labelCounts: Float64Array;
  /** Tokens in the corpus, with those of words that were too rare. */
  readonly tokens: number;
  /** Of a pruned model: rows of the buckets that are left, counted behind those of the words. */
  readonly pruned?: ReadonlyMap<number, number> | undefined;
}

/** What fastText calls a dictionary: the words and labels of a model, and how often each occurred. */
export class FastTextDictionary implements FastTextDictionaryParts {
  readonly words: Items;
  readonly wordCounts: Float64Array;
  readonly labels: Items;
  readonly labelCounts: Float64Array;
  readonly tokens: number;
  readonly pruned: ReadonlyMap<number, number> | undefined;
  #buckets: BucketRows | undefined;
  #words: ItemIndex | undefined;
  #labels: ItemIndex | undefined;

  constructor({ words, wordCounts, labels, labelCounts, tokens, pruned }: FastTextDictionaryParts) {
    this.words = words;
    this.wordCounts = wordCounts;
    this.labels = labels;
    this.labelCounts = labelCounts;
    this.tokens = tokens;
    this.pruned = pruned;
  }

  /** The same as `pruned`, for asking often. */
  get bucketRows(): BucketRows | undefined {
    this.#buckets ??= this.pruned && new BucketRows(this.pruned);
    return this.#buckets;
  }

  /** The words by their bytes; built when it is first asked for. */
  get wordIndex(): ItemIndex {
    this.#words ??= new ItemIndex(this.words);
    return this.#words;
  }

  get labelIndex(): ItemIndex {
    this.#labels ??= new ItemIndex(this.labels);
    return this.#labels;
  }
}

/** The words that get a vector, the most frequent first, and how often each occurs. */
export interface Vocabulary {
  readonly words: readonly string[];
  /** How often each word occurs in the corpus it was made from. */
  readonly counts: Float64Array;
}

/** The sum of all counts: how many tokens training sees in one epoch, before sub-sampling. */
export function tokensOf(counts: Float64Array): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

/** Which words become part of a vocabulary. */
export interface VocabularyRules {
  /** A word that occurs less often is left out; word2vec.c's 5. */
  readonly minCount: number;
  /** At most this many words, the most frequent ones. */
  readonly maxVocabulary?: number | undefined;
  /**
   * Decides about a word before the other rules: `true` keeps it however rare it is, `false` drops
   * it, `undefined` leaves it to them. Called once for each distinct word.
   */
  readonly keep?: ((word: string, count: number) => boolean | undefined) | undefined;
}

/** How a run of text between white space becomes words. */
export interface TextRules {
  /** Lower-case it first, as Unicode does. */
  readonly lowercase?: boolean | undefined;
  /**
   * Take every match of this as a word, e.g. `/[\p{L}\p{N}']+/gu`; without it the run is the word.
   * It sees one run between white space at a time.
   */
  readonly tokenPattern?: RegExp | undefined;
  /** `throw` (the default) refuses text that is not UTF-8; `keep` learns its bytes as they are. */
  readonly invalidUtf8?: 'throw' | 'keep' | undefined;
}

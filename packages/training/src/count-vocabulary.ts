import { check, type OnProgress } from '@tovec/core';
import type { Corpus } from './corpus/corpus.js';
import { openCorpus } from './corpus/open-corpus.js';
import { cutSegments } from './corpus/segments.js';
import { readText } from './vocabulary/read-text.js';
import { type ReadingRules, readingRuleKeys, readingRules } from './vocabulary/rules.js';
import type { Vocabulary } from './vocabulary/vocabulary.js';
import { workerCount } from './workers/worker-count.js';

/** What counting a vocabulary can be told. */
export interface CountVocabularyOptions extends Partial<ReadingRules> {
  /**
   * Threads; default: as many as the machine runs at a time. The result does not depend on it, unless
   * there are more than four million distinct words and rare ones are forgotten while counting.
   */
  readonly workers?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: OnProgress | undefined;
}

/** The keys of {@link CountVocabularyOptions}. */
export const countVocabularyOptionKeys = [
  ...readingRuleKeys,
  'workers',
  'signal',
  'onProgress',
] as const satisfies readonly (keyof CountVocabularyOptions)[];

/**
 * The vocabulary of a corpus, most frequent words first, without training anything.
 *
 * @throws InvalidInputError for options that cannot be or a corpus with nothing to learn; SourceError
 *   when it cannot be read
 * @example
 * ```ts
 * import { countVocabulary } from '@tovec/training';
 *
 * const { words, counts } = await countVocabulary('a rose is a rose is a rose', { minCount: 2 });
 * console.log(words, counts); // [ 'a', 'rose', 'is' ] Float64Array(3) [ 3, 3, 2 ]
 * ```
 */
export async function countVocabulary(
  corpus: Corpus,
  options: CountVocabularyOptions = {},
): Promise<Vocabulary> {
  check.knownKeys('CountVocabularyOptions', options, countVocabularyOptionKeys);
  const { signal, onProgress } = options;
  const rules = readingRules(options);
  const workers = workerCount(options.workers);
  await using files = await openCorpus(corpus, signal);
  const segments = cutSegments(files, workers);
  const text = await readText({ files, segments, workers, rules, signal, onProgress });
  return text.vocabulary;
}

import { InvalidInputError } from '@tovec/core';
import { expect } from 'vitest';
import type { Corpus } from '../corpus/corpus.js';
import { type CountVocabularyOptions, countVocabulary } from '../count-vocabulary.js';
import { rejection } from './helpers.js';

/** Words and counts as pairs, counted by one worker with `minCount: 1` unless told otherwise. */
export async function counted(corpus: Corpus, options: CountVocabularyOptions = {}) {
  const { words, counts } = await countVocabulary(corpus, { workers: 1, minCount: 1, ...options });
  return words.map((word, id) => [word, counts[id]] as const);
}

/** The same in plain JavaScript. */
export function plainCounts(runs: Iterable<string>): [string, number][] {
  const counts = new Map<string, number>();
  for (const run of runs) counts.set(run, (counts.get(run) ?? 0) + 1);
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
}

/** The message with which counting refuses a corpus. */
export async function refused(
  corpus: Corpus,
  options: CountVocabularyOptions = {},
): Promise<string> {
  const error = await rejection(counted(corpus, options));
  expect(error).toBeInstanceOf(InvalidInputError);
  return error.message;
}

import type { TrainingReport } from '@tovec/training';
import type { FastTextArguments } from './arguments.js';
import type { FastTextDictionary } from './dictionary.js';
import type { FastTextMatrix } from './matrix/matrix.js';
import type { SubwordRules } from './subwords/subword-rows.js';

/** What a model is made of, whether it was trained or read. */
export interface FastTextParts {
  readonly settings: FastTextArguments;
  readonly dictionary: FastTextDictionary;
  /** Rows of the words, then those of the buckets. */
  readonly input: FastTextMatrix;
  /** Output vectors: a row for each word (or inner node), for each label in classifiers. */
  readonly output: FastTextMatrix | undefined;
  /** How training went; undefined where the file does not know. */
  readonly report?: TrainingReport | undefined;
}

/** How many rows the input table has: words, and then buckets where there are n-grams. */
export function inputRows({
  settings,
  dictionary,
}: Pick<FastTextParts, 'settings' | 'dictionary'>): number {
  const { maxn, wordNgrams, model, bucket } = settings;
  const { words, pruned } = dictionary;
  const hasNgrams = maxn > 0 || (model === 'supervised' && wordNgrams > 1);
  return words.length + (pruned ? pruned.size : hasNgrams ? bucket : 0);
}

/** How many rows the output table has. */
export function outputRows({
  settings,
  dictionary,
}: Pick<FastTextParts, 'settings' | 'dictionary'>): number {
  return settings.model === 'supervised' ? dictionary.labels.length : dictionary.words.length;
}

/** Where the n-grams of this model have their rows. */
export function subwordRulesOf({
  settings,
  dictionary,
}: Pick<FastTextParts, 'settings' | 'dictionary'>): SubwordRules {
  const { minn, maxn, bucket } = settings;
  return { minn, maxn, bucket, words: dictionary.words.length, pruned: dictionary.bucketRows };
}

import { check, InvalidInputError } from '@tovec/core';
import type { TextRules, VocabularyRules } from './vocabulary.js';

/** How text becomes words, and which words become part of the vocabulary. */
export type ReadingRules = VocabularyRules & TextRules;

/** The keys of {@link ReadingRules}. */
export const readingRuleKeys = [
  'minCount',
  'maxVocabulary',
  'keep',
  'lowercase',
  'tokenPattern',
  'invalidUtf8',
] as const satisfies readonly (keyof ReadingRules)[];

/**
 * Checks the rules and completes them with defaults: word2vec.c's `minCount` 5, text as it is.
 *
 * @throws InvalidInputError naming the first one that cannot be
 */
export function readingRules(
  rules: Omit<Partial<ReadingRules>, 'minCount'> & { readonly minCount?: number | undefined },
): ReadingRules {
  const { maxVocabulary, keep, tokenPattern, invalidUtf8 = 'throw' } = rules;
  if (keep !== undefined && typeof keep !== 'function') throw notA('keep', 'a function', keep);
  if (tokenPattern !== undefined && !(tokenPattern instanceof RegExp)) {
    throw notA('tokenPattern', 'a regular expression', tokenPattern);
  }
  if (maxVocabulary !== undefined) check.integer('maxVocabulary', maxVocabulary, { min: 1 });
  return {
    minCount: check.integer('minCount', rules.minCount ?? 5, { min: 1 }),
    maxVocabulary,
    keep,
    lowercase: check.boolean('lowercase', rules.lowercase ?? false),
    tokenPattern,
    invalidUtf8: check.oneOf('invalidUtf8', invalidUtf8, ['throw', 'keep']),
  };
}

function notA(argument: string, expected: string, given: unknown): InvalidInputError {
  return new InvalidInputError(`${argument} must be ${expected}, but ${typeof given} was given.`, {
    argument,
    given,
  });
}

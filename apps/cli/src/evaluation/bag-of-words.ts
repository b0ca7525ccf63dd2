import type { DefinedEncoder, JsonObject } from '@tovec/core';
import type { Command } from 'commander';
import { pattern } from '../options/parse.js';

/** How texts become means of words, where they do. */
export interface BagRunOptions {
  readonly bag?: boolean;
  readonly lowercase?: boolean;
  readonly tokenPattern?: RegExp;
}

export function addBagOptions(command: Command): void {
  command
    .optionsGroup('Texts:')
    .option('--bag', 'a text is the mean of the vectors of its words')
    .option('--lowercase', 'lower-case texts first, for --bag')
    .option(
      '--token-pattern <regex>',
      'words are its matches, for --bag (default: all but white space)',
      pattern,
    );
}

/** The encoder of words as one of texts, where that is wanted. */
export async function bagged(
  words: DefinedEncoder<string>,
  { bag = false, lowercase, tokenPattern }: BagRunOptions,
): Promise<DefinedEncoder<string>> {
  if (!bag) return words;
  const { createBag } = await import('@tovec/document/bag');
  return createBag(words, { lowercase, tokenPattern }).encoder;
}

/** What a result tells of that. */
export function bagConfig({
  bag = false,
  lowercase = false,
  tokenPattern,
}: BagRunOptions): JsonObject {
  if (!bag) return {};
  return { bag, lowercase, ...(tokenPattern && { tokenPattern: tokenPattern.source }) };
}

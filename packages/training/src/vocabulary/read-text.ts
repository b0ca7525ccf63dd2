import type { OnProgress } from '@tovec/core';
import type { CorpusFiles } from '../corpus/corpus.js';
import type { Segment } from '../corpus/segments.js';
import { buildVocabulary, type KnownWords, type TextLookup } from './build-vocabulary.js';
import { countText } from './count-text.js';
import type { ReadingRules } from './rules.js';
import type { Vocabulary } from './vocabulary.js';

/** A corpus that has been read once. */
export interface ReadText {
  readonly vocabulary: Vocabulary;
  readonly lookup: TextLookup;
  /** Runs of text between white space, those outside the vocabulary included. */
  readonly tokens: number;
  /** Rare runs forgotten while counting for want of room. */
  readonly pruned: number;
}

/** Counts a corpus and makes its vocabulary. */
export async function readText(
  reading: {
    readonly files: CorpusFiles;
    readonly segments: readonly Segment[];
    readonly workers: number;
    readonly rules: ReadingRules;
    readonly signal?: AbortSignal | undefined;
    readonly onProgress?: OnProgress | undefined;
  },
  known?: KnownWords,
): Promise<ReadText> {
  const { files, segments, rules, ...others } = reading;
  const checkUtf8 = rules.invalidUtf8 !== 'keep';
  const counted = await countText(files, segments, { ...others, checkUtf8 });
  const { vocabulary, lookup } = buildVocabulary(counted.table, rules, known);
  return { vocabulary, lookup, tokens: counted.tokens, pruned: counted.pruned };
}

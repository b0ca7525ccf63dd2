import { InvalidInputError, Items } from '@tovec/core';
import type { CorpusFiles } from '../corpus/corpus.js';
import type { TextLookup } from '../vocabulary/build-vocabulary.js';
import type { Vocabulary } from '../vocabulary/vocabulary.js';
import type { Checkpoint, SavedSource } from './checkpoint.js';
import { aligned, bytesOf, tensor, words } from './file.js';

/** A text that was counted. */
export interface ReadText {
  readonly vocabulary: Vocabulary;
  readonly lookup: TextLookup;
  /** Words of the corpus, those outside the vocabulary included. */
  readonly tokens: number;
}

interface TextHeader {
  /** Sizes of the corpus's files, to recognise it. */
  readonly fileBytes: readonly number[];
  readonly corpusTokens: number;
  readonly longestExpansion: number;
}

/** What a checkpoint keeps of a text: its words and how they are looked up, so that none is counted. */
export function saveText(
  files: CorpusFiles,
  { vocabulary, lookup, tokens }: ReadText,
): SavedSource {
  const items = Items.from(vocabulary.words);
  const header: TextHeader = {
    fileBytes: sizesOf(files),
    corpusTokens: tokens,
    longestExpansion: lookup.longestExpansion,
  };
  return {
    header,
    tensors: [
      tensor('counts', 'F64', bytesOf(vocabulary.counts)),
      tensor('items.utf8', 'U8', items.utf8),
      tensor('items.offsets', 'U32', bytesOf(items.offsets)),
      tensor('lookup.entries', 'U32', bytesOf(lookup.table.entries)),
      tensor('lookup.bytes', 'U8', lookup.table.bytes),
      tensor('lookup.expansions', 'U32', bytesOf(lookup.expansions)),
    ],
  };
}

/**
 * The text of a checkpoint.
 *
 * @throws InvalidInputError when it was made with another one
 */
export function restoreText({ header, bytes }: Checkpoint, files: CorpusFiles): ReadText {
  const { fileBytes, corpusTokens, longestExpansion } = header.source as TextHeader;
  if (sizesOf(files).join() !== fileBytes.join()) {
    throw new InvalidInputError(
      `the checkpoint was made with another corpus: files of ${fileBytes.join(', ')} bytes, ` +
        `but these have ${sizesOf(files).join(', ')}; resume with the same text`,
      { argument: 'resume' },
    );
  }
  const items = new Items(bytes('items.utf8'), words(bytes('items.offsets')));
  return {
    vocabulary: {
      words: items.toArray(),
      counts: new Float64Array(aligned(bytes('counts'))),
    },
    lookup: {
      table: { entries: words(bytes('lookup.entries')), bytes: bytes('lookup.bytes') },
      expansions: words(bytes('lookup.expansions')),
      longestExpansion,
    },
    tokens: corpusTokens,
  };
}

function sizesOf({ files }: CorpusFiles): number[] {
  return files.map(({ bytes }) => bytes);
}

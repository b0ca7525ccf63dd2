import type { Items } from '@tovec/core';
import type { CorpusFiles } from '../corpus/corpus.js';

/** What a document is called; a number is the same tag as the text of it. */
export type DocumentTag = string | number;

/** A document with one or several tags, as text or as tokens (which may contain spaces). */
export type TaggedDocument = { readonly tags: DocumentTag | readonly DocumentTag[] } & (
  | { readonly text: string; readonly tokens?: undefined }
  | { readonly tokens: readonly string[]; readonly text?: undefined }
);

/**
 * Documents to learn from:
 *
 * - an iterable, async or not, of texts, of arrays of tokens, or of either with tags; what has no tag
 *   of its own is called by its place, from 0
 * - `{ path }` or a `file:` URL of a UTF-8 text file with one document a line, called by its place from
 *   0, or of a directory with one document a file (subdirectories too, hidden files not), called by
 *   its path from there; files whose content is gzip are unpacked
 *
 * White space separates words; within a document line ends are nothing else. Everything is written to
 * a temporary file first, since every epoch reads it again.
 */
export type Documents =
  | URL
  | { readonly path: string | URL }
  | Iterable<string | readonly string[] | TaggedDocument>
  | AsyncIterable<string | readonly string[] | TaggedDocument>;

/** What happens when two documents have the same tag. */
export type DuplicateTags = 'throw' | 'share';

/** Documents as a file that workers read, each line of which begins with tags. */
export interface DocumentFiles extends CorpusFiles {
  readonly isTagged: true;
  readonly documents: number;
  /** All tags, by number. */
  readonly tags: Items;
  /** Tags that more than one document has. */
  readonly sharedTags: number;
  /** The fewest and the most tags that one document has. */
  readonly fewestTags: number;
  readonly mostTags: number;
}

/**
 * Text to learn from:
 *
 * - `{ path }` or a `file:` URL: a UTF-8 text file of any size, or a directory of them (read in order
 *   of name, subdirectories too, hidden files not). Files whose content is gzip are unpacked first.
 * - a string: the text itself
 * - an iterable, async or not, of strings (each one or more whole sentences) or of arrays of tokens
 *   (each a sentence; a token may contain spaces)
 *
 * White space separates words, a line end ends a sentence. What is not a file is written to a
 * temporary file first, since every epoch reads it again.
 */
export type Corpus =
  | string
  | URL
  | { readonly path: string | URL }
  | Iterable<string | readonly string[]>
  | AsyncIterable<string | readonly string[]>;

/** A file of a corpus as the workers read it. */
export interface CorpusFile {
  readonly path: string;
  readonly bytes: number;
  /** What to call it in a message: the user's name for it. */
  readonly name: string;
}

/** A corpus as files, which is what workers can read at the same time; disposing removes spools. */
export interface CorpusFiles extends AsyncDisposable {
  readonly files: readonly CorpusFile[];
  /** `tokens` for text that was spooled from arrays of tokens, see spool.ts. */
  readonly form: 'text' | 'tokens';
  /** Whether lines begin with tags, see documents/spool.ts; such lines are never cut. */
  readonly isTagged?: boolean;
  /** All bytes together. */
  readonly bytes: number;
}

import type { OnProgress, OpenSourceOptions, Source } from '@tovec/core';

/** The file formats of vectors. */
export const vectorFormats = ['word2vec-text', 'word2vec-binary', 'glove', 'npy', 'tovec'] as const;

/**
 * - `word2vec-text`: `rows dimensions`, then a line per item; also fastText's `.vec`
 * - `word2vec-binary`: the same header, then name, blank, little-endian float32
 * - `glove`: as word2vec text, without the header
 * - `npy`: a NumPy array, and the items in a text file beside it, one a line
 * - `tovec`: a model file (safetensors with items)
 */
export type VectorFormat = (typeof vectorFormats)[number];

export interface ReadVectorsOptions extends OpenSourceOptions {
  /** Default `'auto'`: known by the content. */
  readonly format?: VectorFormat | 'auto' | undefined;
  /** Read the first rows only; default: all. */
  readonly limit?: number | undefined;
  /** Where the items of a `.npy` are; default: beside it, `name.words.txt`. */
  readonly words?: Source | undefined;
  /**
   * What to do when an item stands in the file again: keep the `'first'` (the default; `reading`
   * says how many were left out), or `'throw'` a ModelFileError.
   */
  readonly duplicates?: 'first' | 'throw' | undefined;
  /**
   * What to do with a row that has NaN or Infinity in it: `'throw'` a ModelFileError that says which
   * (the default: such files are most often damaged), or `'skip'` the row.
   */
  readonly notFinite?: 'throw' | 'skip' | undefined;
  /** Phase `'read'`, in bytes. */
  readonly onProgress?: OnProgress | undefined;
}

/** What happened while a file was read. */
export interface ReadingReport {
  readonly format: VectorFormat;
  /** Rows read from the file, with those left out. */
  readonly rows: number;
  /** Rows left out because their item stood in the file before. */
  readonly duplicates: number;
  /** Rows left out because they had NaN or Infinity in them. */
  readonly notFinite: number;
}

/** The format that a file of this name is written in; undefined when the name does not say. */
export function formatOfPath(path: string): VectorFormat | undefined {
  const extension = /\.([^./\\]+)$/.exec(path)?.[1]?.toLowerCase();
  return extension === undefined ? undefined : extensions.get(extension);
}

const extensions = new Map<string, VectorFormat>([
  ['safetensors', 'tovec'],
  ['npy', 'npy'],
  ['bin', 'word2vec-binary'],
  ['vec', 'word2vec-text'],
  ['txt', 'word2vec-text'],
]);

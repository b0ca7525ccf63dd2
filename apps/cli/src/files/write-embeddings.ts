import type { Embeddings, OnProgress } from '@tovec/core';
import { Items } from '@tovec/core';
import { allocateMatrix } from '@tovec/kernels';
import { KeyedVectors, writeVectors } from '@tovec/vectors';

interface WritingOptions {
  readonly signal: AbortSignal;
  readonly onProgress: OnProgress;
}

const formats = { '.npy': 'npy', '.txt': 'word2vec-text', '.parquet': 'parquet' } as const;

export type EncodeFormat = (typeof formats)[keyof typeof formats];

/** The endings of files that vectors of items can be written to. */
export const encodeFormats = Object.keys(formats);

/** The format that a file of this name is written in; undefined when the name does not say. */
export function encodeFormatOf(path: string): EncodeFormat | undefined {
  const extension = /\.[^./\\]+$/.exec(path)?.[0].toLowerCase() ?? '';
  return formats[extension as keyof typeof formats];
}

/** Writes a row for each item, also for one that is there twice; atomically. */
export async function writeEmbeddings(
  path: string,
  format: EncodeFormat,
  items: readonly string[],
  embeddings: Embeddings,
  options: WritingOptions,
): Promise<void> {
  if (format === 'parquet') {
    const { writeParquet } = await import('./write-parquet.js');
    return writeParquet(path, items, embeddings, options);
  }
  const matrix = allocateMatrix(embeddings.rows, embeddings.dimensions);
  matrix.values.set(embeddings.data);
  // Not createKeyedVectors, which refuses items that are there twice: nothing is looked up here.
  const vectors = new KeyedVectors({ items: Items.from(items), matrix });
  await writeVectors(path, vectors, { format, ...options });
}

import { check, InvalidInputError, type OnProgress } from '@tovec/core';
import type { KeyedVectors } from '../keyed-vectors.js';
import { formatOfPath, type VectorFormat, vectorFormats } from './format.js';
import { writeWord2vecBinary } from './write-binary.js';
import { writeVectorsModel } from './write-model.js';
import { writeNpy } from './write-npy.js';
import { writeText } from './write-text.js';

export interface WriteVectorsOptions {
  /**
   * Default: by the file's name. `.safetensors` is `'tovec'`, `.npy` `'npy'`, `.bin`
   * `'word2vec-binary'`, `.vec` and `.txt` `'word2vec-text'`.
   */
  readonly format?: VectorFormat | undefined;
  /** Aborts between two pieces; the old file stays. */
  readonly signal?: AbortSignal | undefined;
  /** Phase `'write'`, in rows. */
  readonly onProgress?: OnProgress | undefined;
}

/**
 * Writes vectors to a file, atomically: a failed write leaves the old file whole. Reading it again
 * gives the same names, byte for byte, and the same numbers, to the bit, in every format. Text has
 * the fewest digits that make it so. `npy` writes two files: `table.npy` and `table.words.txt`.
 * Counts are kept by `tovec` alone.
 *
 * @throws InvalidInputError when a name cannot stand in the format (a newline in text, a blank in
 *   word2vec binary)
 * @throws SourceError when the file cannot be written
 * @example
 * ```ts
 * import { readFile } from 'node:fs/promises';
 * import { tmpdir } from 'node:os';
 * import { createKeyedVectors, writeVectors } from '@tovec/vectors';
 *
 * const matrix = Float32Array.of(0.1, 2, -3, 1e-7);
 * const vectors = createKeyedVectors({ items: ['cat', 'dog'], matrix, dimensions: 2 });
 * const path = `${tmpdir()}/tovec-example.vec`;
 * await writeVectors(path, vectors);
 * console.log(await readFile(path, 'utf8'));
 * // → 2 2
 * // → cat 0.1 2
 * // → dog -3 1e-7
 * ```
 */
export async function writeVectors(
  path: string,
  vectors: KeyedVectors,
  options: WriteVectorsOptions = {},
): Promise<void> {
  check.string('path', path, { nonEmpty: true });
  check.knownKeys('WriteVectorsOptions', options, ['format', 'signal', 'onProgress']);
  const format = options.format ?? formatOfPath(path);
  if (format === undefined) {
    throw new InvalidInputError(
      `The name ${path} does not say in which format to write; give one: ${vectorFormats.join(', ')}.`,
      { argument: 'format', given: path },
    );
  }
  check.oneOf('format', format, vectorFormats);
  switch (format) {
    case 'word2vec-text':
      return writeText(path, vectors, { ...options, header: true });
    case 'glove':
      return writeText(path, vectors, { ...options, header: false });
    case 'word2vec-binary':
      return writeWord2vecBinary(path, vectors, options);
    case 'npy':
      return writeNpy(path, vectors, options);
    case 'tovec':
      return writeVectorsModel(path, vectors, options);
  }
}

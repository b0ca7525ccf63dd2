import { check, type Source } from '@tovec/core';
import { FastText } from './fasttext.js';
import { type LoadModelOptions, loadModelKeys, loadParts } from './load-parts.js';

export interface LoadFastTextOptions extends LoadModelOptions {
  /**
   * `'skip'` leaves out the output table, which only further training and fastText's own format need:
   * less to read and to hold. Default `'keep'`.
   */
  readonly output?: 'keep' | 'skip' | undefined;
}

/**
 * Loads word vectors with their n-grams: fastText's `.bin` (versions 11 and 12, and the one without a
 * magic number), its quantised `.ftz`, or what `FastText.save` wrote; told by the content. The table
 * goes straight into the memory where it stays, as fast as the disk gives it.
 *
 * @throws ModelFileError when it is damaged (with the place), no fastText model, or a classifier,
 *   which `loadClassifier` reads
 * @throws InvalidInputError when the table does not fit 4 GiB; `precision: 'float16'` or `'int8'`
 *   makes it smaller
 * @throws SourceError when the source cannot be read
 * @example
 * ```ts
 * import { tmpdir } from 'node:os';
 * import { loadFastText, trainFastText } from '@tovec/word/fasttext';
 *
 * const text = 'one two three four\n'.repeat(50);
 * const trained = await trainFastText(text, { dimensions: 8, bucket: 1000, workers: 1 });
 * const path = `${tmpdir()}/tovec-example-fasttext.bin`;
 * await trained.save(path);
 *
 * const model = await loadFastText(path);
 * const { notes } = await model.encoder.encode(['two', 'twofold']);
 * console.log(model.vectors.size, notes[0]?.row, notes[0]?.kind); // 4 1 composed
 * ```
 */
export async function loadFastText(
  source: Source,
  options: LoadFastTextOptions = {},
): Promise<FastText> {
  check.knownKeys('LoadFastTextOptions', options, [...loadModelKeys, 'output']);
  const { output = 'keep', ...rest } = options;
  check.oneOf('output', output, ['keep', 'skip']);
  return new FastText(await loadParts(source, rest, 'word-vectors', output));
}

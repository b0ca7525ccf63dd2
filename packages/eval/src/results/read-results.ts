import {
  InvalidInputError,
  ModelFileError,
  type OpenSourceOptions,
  openSource,
  type Source,
} from '@tovec/core';
import { readJson } from './read-json.js';
import type { TaskResult } from './task-result.js';
import { validateResult } from './validate-result.js';

/**
 * Reads results that were saved as JSON: one, a list, or an object with a list of `results`, which
 * is what `tovec eval … --json` prints.
 *
 * @throws ModelFileError naming the file, and the field that is wrong; UnsupportedError for results of a later version; SourceError when it cannot be read
 * @example
 * ```ts
 * import { readResults, readWordPairs, similarity } from '@tovec/eval';
 * import { createKeyedVectors } from '@tovec/vectors';
 *
 * const matrix = Float32Array.of(1, 0, 3, 1, -1, 2);
 * const vectors = createKeyedVectors({ items: ['cat', 'tiger', 'stock'], matrix, dimensions: 2 });
 * const bytes = (text: string) => new TextEncoder().encode(text);
 * const pairs = await readWordPairs(bytes('tiger cat 7.4\ncat stock 1\nstock tiger 0.9\n'));
 * const saved = bytes(JSON.stringify(await similarity(vectors, pairs)));
 * const [result] = await readResults(saved);
 * console.log(result?.task, result?.score); // similarity 0.5
 * ```
 */
export async function readResults(
  source: Source,
  options: OpenSourceOptions = {},
): Promise<TaskResult[]> {
  await using reader = await openSource(source, options);
  const file = reader.name;
  const content = await readJson(reader);
  const { results = undefined } = (content ?? {}) as { results?: unknown };
  const list = Array.isArray(content) ? content : Array.isArray(results) ? results : [content];
  if (list.length === 0) throw new ModelFileError('there are no results in it', { file });
  const alone = list.length === 1 && list[0] === content;
  try {
    return list.map((result, at) => validateResult(result, alone ? '' : `results[${at}]`));
  } catch (error) {
    if (!InvalidInputError.isInstance(error)) throw error;
    throw new ModelFileError(error.message, { file, cause: error });
  }
}

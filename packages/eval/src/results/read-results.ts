import {
  decodeUtf8,
  InvalidInputError,
  ModelFileError,
  type OpenSourceOptions,
  openSource,
  type Source,
} from '@tovec/core';
import type { TaskResult } from './task-result.js';
import { validateResult } from './validate-result.js';

/** More than the results of thousands of evaluations. */
const mostBytes = 1 << 29;

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
  const { text, file } = await readText(source, options);
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    throw new ModelFileError(`this is no JSON: ${oneLine((error as Error).message)}`, {
      ...{ file, cause: error },
    });
  }
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

async function readText(source: Source, options: OpenSourceOptions) {
  await using reader = await openSource(source, options);
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const chunk = new Uint8Array(1 << 16);
    const count = await reader.read(chunk);
    if (count === 0) break;
    length += count;
    chunks.push(chunk.subarray(0, count));
    if (length > mostBytes) {
      throw new ModelFileError(`it is larger than ${mostBytes} bytes; results are not`, {
        file: reader.name,
      });
    }
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return { text: decodeUtf8(bytes).replace(/^\uFEFF/, ''), file: reader.name };
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ');
}

import type { ByteReader } from '@tovec/core';
import { mostDimensions } from '../arguments.js';
import { argumentBytes, fastTextMagic, losses, models } from './read-arguments.js';

/**
 * Tells what a fastText model file (`.bin`, `.ftz`, or one without a magic number) was trained for,
 * by its first bytes and without consuming any; undefined when it is no such file.
 *
 * @example
 * ```ts
 * import { openSource } from '@tovec/core';
 * import { sniffFastText } from '@tovec/word/fasttext';
 *
 * await using reader = await openSource(new TextEncoder().encode('2 2\ncat 1 0\ndog 0 1\n'));
 * console.log(await sniffFastText(reader)); // undefined
 * ```
 */
export async function sniffFastText(
  reader: ByteReader,
): Promise<'word-vectors' | 'classifier' | undefined> {
  const bytes = await reader.peek(8 + argumentBytes);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const at = (index: number) =>
    4 * index + 4 <= bytes.length ? view.getInt32(4 * index, true) : 0;
  const isSigned = at(0) === fastTextMagic;
  // Loss and model are small numbers at a fixed place, which no text and no other format has there.
  const first = isSigned ? 2 : 0;
  const dimensions = at(first);
  const loss = losses[at(first + 6) - 1];
  const model = models[at(first + 7) - 1];
  const fits =
    dimensions > 0 && dimensions <= mostDimensions && loss !== undefined && model !== undefined;
  if (!isSigned && !fits) return undefined;
  return model === 'supervised' ? 'classifier' : 'word-vectors';
}

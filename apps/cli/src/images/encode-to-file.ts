import { encodeStream, SourceError } from '@tovec/core';
import type { ImageEncoder } from '@tovec/image';
import { writeVectorStream } from '@tovec/vectors';
import type { Context } from '../context.js';
import { count } from '../output/numbers.js';
import type { PictureFile } from './collect-pictures.js';

/** A picture that could not be read: its row is zeros. */
export interface FailedPicture {
  readonly item: string;
  readonly reason: string;
}

interface Target {
  readonly path: string;
  readonly normalize: boolean;
}

/**
 * Encodes pictures and writes their vectors as they come, in memory that does not grow with their number;
 * returns those that could not be read.
 *
 * @throws SourceError when none could, and then writes nothing
 */
export async function encodeToFile(
  encoder: ImageEncoder,
  pictures: readonly PictureFile[],
  { path, normalize }: Target,
  { signal, onProgress }: Context,
): Promise<FailedPicture[]> {
  const failed: FailedPicture[] = [];
  async function* vectors() {
    const sources = pictures.map(({ source }) => source);
    for await (const part of encodeStream(encoder, sources, { normalize, signal, onProgress })) {
      for (const { row, message = 'it cannot be read' } of part.notes) {
        failed.push({ item: pictures[part.start + row]!.item, reason: message });
      }
      yield part.data;
    }
    if (failed.length < pictures.length) return;
    throw new SourceError(
      `none of ${count(pictures.length)} pictures can be read. The first: ${failed[0]!.reason}`,
    );
  }
  const items = pictures.map(({ item }) => item);
  const { dimensions } = encoder;
  const stream = { items, dimensions, vectors: vectors(), modality: 'image' };
  await writeVectorStream(path, stream, { signal });
  return failed;
}

import { type KeyedVectors, type ReadVectorsOptions, readVectors } from '@tovec/vectors';
import type { Context } from '../context.js';
import { count } from '../output/numbers.js';
import { sourceOf } from './sources.js';

/** Reads the vectors of any file that has some; says on stderr what was left out. */
export async function loadVectors(
  model: string,
  { signal, onProgress, note }: Context,
  options: Pick<ReadVectorsOptions, 'format'> = {},
): Promise<KeyedVectors> {
  const vectors = await readVectors(sourceOf(model), { ...options, signal, onProgress });
  const left = vectors.reading?.duplicates ?? 0;
  if (left > 0) {
    await note(
      `${model}: ${count(left)} of ${count(vectors.reading!.rows)} rows were left out, since their ` +
        'items are there before',
    );
  }
  return vectors;
}

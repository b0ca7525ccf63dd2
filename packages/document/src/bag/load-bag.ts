import { type OpenSourceOptions, readModelFile, type Source } from '@tovec/core';
import { ModelTableReader } from '@tovec/vectors';
import { Bag } from './bag.js';
import { bagId, readBag } from './model-file.js';

/**
 * Loads a bag that `Bag.save` wrote, with its word vectors.
 *
 * @throws ModelFileError when it is damaged or no bag
 * @throws SourceError when the source cannot be read
 */
export async function loadBag(source: Source, options: OpenSourceOptions = {}): Promise<Bag> {
  const table = new ModelTableReader();
  const model = await readModelFile(source, {
    ...options,
    encoder: bagId,
    select: (info) => table.select(info, () => undefined),
  });
  const file = typeof source === 'string' ? source : 'the model';
  return new Bag(readBag(model, table.vectors(model, file), file));
}

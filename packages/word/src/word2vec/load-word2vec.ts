import type { OpenSourceOptions, Source } from '@tovec/core';
import { sgdSettings, type TrainingReport } from '@tovec/training';
import { readVectorModel } from '@tovec/vectors';
import { Word2Vec, word2vecId } from './word2vec.js';

/**
 * Loads a model that `Word2Vec.save` wrote.
 *
 * @throws ModelFileError when it is damaged or not a Word2Vec model (vectors in other formats are
 *   read with `readVectors` of `@tovec/vectors`)
 * @throws SourceError when the source cannot be read
 * @example
 * ```ts
 * import { tmpdir } from 'node:os';
 * import { loadWord2Vec, trainWord2Vec } from '@tovec/word/word2vec';
 *
 * const path = `${tmpdir()}/tovec-example-word2vec.safetensors`;
 * const options = { dimensions: 8, minCount: 1, workers: 1 };
 * await (await trainWord2Vec('one two three four '.repeat(50), options)).save(path);
 * const model = await loadWord2Vec(path);
 * console.log(model.vectors.size, model.settings.window); // 4 5
 * ```
 */
export async function loadWord2Vec(
  source: Source,
  options: OpenSourceOptions = {},
): Promise<Word2Vec> {
  const { report, ...model } = await readVectorModel(source, {
    ...options,
    encoder: word2vecId,
    settings: sgdSettings,
  });
  return new Word2Vec({ ...model, report: report as unknown as TrainingReport });
}

import {
  check,
  ModelFileError,
  type OpenSourceOptions,
  readModelFile,
  type Source,
} from '@tovec/core';
import {
  type SgdOptions,
  type SgdSettings,
  sgdSettings,
  type TrainingReport,
} from '@tovec/training';
import { isOutputTable, ModelTableReader, readOutputTables } from '@tovec/vectors';
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
  const table = new ModelTableReader();
  const model = await readModelFile(source, {
    ...options,
    encoder: word2vecId,
    select: (info) => table.select(info, (other) => (isOutputTable(other) ? undefined : 'skip')),
  });
  const file = typeof source === 'string' ? source : 'the model';
  const vectors = table.vectors(model, file);
  if (!model.report) throw new ModelFileError('the model has no training report', { file });
  return new Word2Vec({
    vectors,
    outputs: readOutputTables(model.tensors, vectors, file),
    settings: settingsOf(model.config, vectors.dimensions, file),
    report: model.report as unknown as TrainingReport,
  });
}

function settingsOf(config: SgdOptions, dimensions: number, file: string): SgdSettings {
  try {
    const settings = sgdSettings(config);
    check.oneOf('dimensions', settings.dimensions, [dimensions]);
    return settings;
  } catch (cause) {
    throw new ModelFileError(`the model's settings cannot be: ${(cause as Error).message}`, {
      file,
      cause,
    });
  }
}

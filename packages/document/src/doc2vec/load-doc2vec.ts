import { ModelFileError, type OpenSourceOptions, readModelFile, type Source } from '@tovec/core';
import type { DocumentReport } from '@tovec/training';
import { ModelTableReader } from '@tovec/vectors';
import { Doc2Vec } from './doc2vec.js';
import { doc2vecId, readParts } from './model-file.js';

/**
 * Loads a model that `Doc2Vec.save` wrote.
 *
 * @throws ModelFileError when it is damaged or not a Doc2Vec model
 * @throws SourceError when the source cannot be read
 * @example
 * ```ts
 * import { tmpdir } from 'node:os';
 * import { loadDoc2Vec, trainDoc2Vec } from '@tovec/document/doc2vec';
 *
 * const path = `${tmpdir()}/tovec-example-doc2vec.safetensors`;
 * const documents = Array.from({ length: 20 }, () => 'one two three four');
 * await (await trainDoc2Vec(documents, { dimensions: 8, workers: 1 })).save(path);
 * const model = await loadDoc2Vec(path);
 * console.log(model.documents.size, model.words?.size); // 20 4
 * ```
 */
export async function loadDoc2Vec(
  source: Source,
  options: OpenSourceOptions = {},
): Promise<Doc2Vec> {
  const table = new ModelTableReader();
  const model = await readModelFile(source, {
    ...options,
    encoder: doc2vecId,
    select: (info) => table.select(info, () => undefined),
  });
  const file = typeof source === 'string' ? source : 'the model';
  const documents = table.vectors(model, file);
  if (!model.report) throw new ModelFileError('the model has no training report', { file });
  return new Doc2Vec({
    documents,
    ...readParts(model, documents.dimensions, file),
    report: model.report as unknown as DocumentReport,
  });
}

import {
  check,
  ModelFileError,
  type OpenSourceOptions,
  readModelFile,
  type Source,
} from '@tovec/core';
import { type SgdOptions, sgdSettings, type WalkOptions, walkSettings } from '@tovec/training';
import { isOutputTable, ModelTableReader, readOutputTables } from '@tovec/vectors';
import { Node2Vec, type Node2VecSettings, node2VecId } from './node2vec.js';
import type { Node2VecReport } from './report.js';

/**
 * Loads a model that `Node2Vec.save` wrote.
 *
 * @throws ModelFileError when it is damaged or not a Node2Vec model (vectors in other formats are read
 *   with `readVectors` of `@tovec/vectors`); SourceError when the source cannot be read
 * @example
 * ```ts
 * import { tmpdir } from 'node:os';
 * import { loadNode2Vec, trainNode2Vec } from '@tovec/graph/node2vec';
 *
 * const path = `${tmpdir()}/tovec-example-node2vec.safetensors`;
 * await (await trainNode2Vec([['a', 'b'], ['b', 'c']], { dimensions: 8, workers: 1 })).save(path);
 * const model = await loadNode2Vec(path);
 * console.log(model.vectors.size, model.settings.walkLength, model.report.graph.edges); // 3 80 2
 * ```
 */
export async function loadNode2Vec(
  source: Source,
  options: OpenSourceOptions = {},
): Promise<Node2Vec> {
  const table = new ModelTableReader();
  const model = await readModelFile(source, {
    ...options,
    encoder: node2VecId,
    select: (info) => table.select(info, (other) => (isOutputTable(other) ? undefined : 'skip')),
  });
  const file = typeof source === 'string' ? source : 'the model';
  const vectors = table.vectors(model, file);
  if (!model.report) throw new ModelFileError('the model has no training report', { file });
  return new Node2Vec({
    vectors,
    outputs: readOutputTables(model.tensors, vectors, file),
    settings: settingsOf(model.config, vectors.dimensions, file),
    report: model.report as unknown as Node2VecReport,
  });
}

function settingsOf(
  config: SgdOptions & WalkOptions,
  dimensions: number,
  file: string,
): Node2VecSettings {
  try {
    const settings = { ...sgdSettings(config), ...walkSettings(config) };
    check.oneOf('dimensions', settings.dimensions, [dimensions]);
    return settings;
  } catch (cause) {
    throw new ModelFileError(`the model's settings cannot be: ${(cause as Error).message}`, {
      file,
      cause,
    });
  }
}

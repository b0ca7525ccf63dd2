import type { OpenSourceOptions, Source } from '@tovec/core';
import { sgdSettings, walkSettings } from '@tovec/training';
import { readVectorModel } from '@tovec/vectors';
import { Node2Vec, node2VecId } from './node2vec.js';
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
  const { report, ...model } = await readVectorModel(source, {
    ...options,
    encoder: node2VecId,
    settings: (config) => ({ ...sgdSettings(config), ...walkSettings(config) }),
  });
  return new Node2Vec({ ...model, report: report as unknown as Node2VecReport });
}

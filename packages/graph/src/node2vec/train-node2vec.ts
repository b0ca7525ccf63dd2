import { check } from '@tovec/core';
import { pickOptions, stopwatch, trainWalks, trainWalksOptionKeys } from '@tovec/training';
import { fingerprintOfArcs } from '../csr/fingerprint.js';
import { type GraphInput, readInput } from '../inputs/graph-from.js';
import { graphReading } from '../inputs/options.js';
import { Node2Vec } from './node2vec.js';
import { type Node2VecTrainOptions, node2VecTrainOptionKeys } from './options.js';

/**
 * Learns vectors of a graph's nodes (node2vec; Grover and Leskovec 2016; with p = q = 1 DeepWalk;
 * Perozzi et al. 2014): nodes that random walks find near each other become alike. Walks are exact for
 * any p, q and weights, and made by all workers while they train on them: memory is that of the graph
 * and of two tables of `nodes × dimensions` 32-bit numbers.
 *
 * @throws InvalidInputError for what is no graph, an option that cannot be, or tables that do not fit in
 *   memory; ModelFileError naming the line of a file that is no edge; SourceError when a file cannot be
 *   read, or a checkpoint neither read nor written
 * @example
 * ```ts
 * import { UndirectedGraph } from 'graphology';
 * import { karateClub } from 'graphology-generators/social/index.js';
 * import { trainNode2Vec } from '@tovec/graph/node2vec';
 *
 * const { vectors } = await trainNode2Vec(karateClub(UndirectedGraph), { dimensions: 64, window: 10 });
 * console.log(vectors.size, vectors.nearest('0', { topK: 3 }).length); // 34 3
 * ```
 */
export async function trainNode2Vec(
  graph: GraphInput,
  options: Node2VecTrainOptions = {},
): Promise<Node2Vec> {
  check.knownKeys('Node2VecTrainOptions', options, node2VecTrainOptionKeys);
  const total = stopwatch();
  const read = await readInput(graph, graphReading(options));
  const reading = total();
  const training = await trainWalks(read.arcs, pickOptions(options, trainWalksOptionKeys), {
    resumable: { kind: 'Node2Vec', graph: fingerprintOfArcs(read.arcs) },
  });
  return Node2Vec.from(read, training, { read: reading, total: total() });
}

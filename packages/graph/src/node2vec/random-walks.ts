import { check } from '@tovec/core';
import { pickOptions, walksOf, walksOfOptionKeys } from '@tovec/training';
import { type GraphInput, readInput } from '../inputs/graph-from.js';
import { graphReading } from '../inputs/options.js';
import { type RandomWalksOptions, randomWalksOptionKeys } from './options.js';

/**
 * The random walks that Node2Vec learns from, as the names of their nodes, one walk after the other: for
 * the same options, seed and strategy (more epochs may choose another) those of training's first epoch.
 * They are made as they are asked for, so there may be more of them than fit in memory.
 *
 * @throws InvalidInputError as `graphFrom`, and for options that cannot be
 * @example
 * ```ts
 * import { randomWalks } from '@tovec/graph/node2vec';
 *
 * const edges: [string, string][] = [['a', 'b'], ['b', 'c']];
 * for await (const walk of randomWalks(edges, { walkLength: 3, walksPerNode: 1 })) {
 *   console.log(walk.length); // 3
 *   break;
 * }
 * ```
 */
export async function* randomWalks(
  graph: GraphInput,
  options: RandomWalksOptions = {},
): AsyncGenerator<string[]> {
  check.knownKeys('RandomWalksOptions', options, randomWalksOptionKeys);
  const { names, arcs } = await readInput(graph, graphReading(options));
  const texts = names.toArray();
  for await (const walk of walksOf(arcs, pickOptions(options, walksOfOptionKeys))) {
    yield Array.from(walk, (node) => texts[node]!);
  }
}

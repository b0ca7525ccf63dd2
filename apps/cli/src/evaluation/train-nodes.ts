import type { EdgeSplit } from '@tovec/eval';
import type { Node2VecTrainOptions } from '@tovec/graph/node2vec';
import type { Command } from 'commander';
import type { Context } from '../context.js';
import type { LoadedEncoder } from '../files/load-encoder.js';
import { addWalkOptions } from '../options/graph.js';
import { integer } from '../options/parse.js';
import { refuseGiven } from '../options/refuse.js';
import { addWorkersOption } from '../options/training.js';

const vectorKeys = ['dimensions', 'window', 'epochs'] as const;
const walkKeys = ['walkLength', 'walksPerNode', 'p', 'q', 'extended', 'gamma', 'strategy'] as const;
const keys = [...vectorKeys, ...walkKeys, 'workers'] as const;

/** How Node2Vec is trained on what is left of a graph. */
export type NodeTrainingOptions = Pick<Node2VecTrainOptions, (typeof keys)[number]>;

export function addNodeTrainingOptions(command: Command): void {
  command
    .optionsGroup('Training:')
    .option('--dimensions <n>', 'numbers in a vector', integer({ min: 1 }), 128)
    .option('--window <n>', 'nodes to either side at most', integer({ min: 1 }), 10)
    .option('--epochs <n>', 'passes, each with walks of its own', integer({ min: 1 }), 1);
  addWalkOptions(command);
  addWorkersOption(command);
}

/** Refuses options of training where models are given. */
export function refuseNodeTraining(command: Command): void {
  const isIdle = (name: string) => keys.some((key) => key === name);
  refuseGiven(command, isIdle, 'is for training, but there is --model');
}

/** Trains Node2Vec on the residual graph of a split. */
export async function trainNodes(
  { residual, settings: { directed } }: EdgeSplit,
  options: NodeTrainingOptions & { readonly seed: number },
  { signal, onProgress }: Context,
): Promise<LoadedEncoder> {
  const { trainNode2Vec } = await import('@tovec/graph/node2vec');
  const given = Object.fromEntries(keys.map((key) => [key, options[key]]));
  const { vectors, encoder, settings } = await trainNode2Vec(residual, {
    ...{ ...given, directed, seed: options.seed, signal, onProgress },
  });
  const config = JSON.parse(JSON.stringify(settings)) as LoadedEncoder['config'];
  return { format: 'tovec', id: 'node2vec', config, encoder, vectors };
}

import { createRandom } from '@tovec/core';
import type { NetworkDescription } from '../network/describe-network.js';
import type { Network, WeightSpec } from '../network/network.js';
import type { TensorData } from '../network/tensor-data.js';
import { checkFeeds } from '../run/check-feeds.js';
import type { Engine } from '../tfjs/engine.js';
import { tensorOf } from '../tfjs/tensors.js';
import { untracked } from '../tfjs/tfjs-ops.js';
import type { Value } from '../tfjs/value.js';
import type { Batch } from './batch.js';
import type { Loss } from './loss.js';
import type { Optimizer } from './optimizer.js';

/** A training under way. Its arrays are changed in place. */
export interface Run {
  readonly engine: Engine;
  readonly network: Network;
  readonly inputs: NetworkDescription['inputs'];
  readonly loss: Loss;
  readonly optimizer: Optimizer;
  readonly seed: number;
  readonly clipNorm: number | undefined;
  readonly specs: readonly WeightSpec[];
  readonly frozen: ReadonlySet<string>;
  readonly weights: Map<string, Float32Array>;
  /** Of the weights that are learnt: what the optimiser keeps. */
  readonly state: ReadonlyMap<string, readonly Float32Array[]>;
  /** The frozen weights, which need to be handed over once only. */
  readonly kept: ReadonlyMap<string, Value>;
}

/** The streams of random numbers: each epoch or step has one of its own, so that any can be repeated. */
export const streams = {
  shuffle: (seed: number, epoch: number) => createRandom(seed, 0, epoch),
  dropout: (seed: number, step: number) => createRandom(seed, 1, step),
  augment: (seed: number, step: number) => createRandom(seed, 2, step),
  batches: (seed: number, epoch: number) => createRandom(seed, 3, epoch),
};

/** Hands the weights that do not change over to the engine. */
export function keepFrozen(
  engine: Engine,
  { specs, frozen, weights }: Pick<Run, 'specs' | 'frozen' | 'weights'>,
): ReadonlyMap<string, Value> {
  engine.use();
  const kept = specs.filter(({ name }) => frozen.has(name));
  return new Map(
    kept.map(({ name, shape }) => {
      const tensor = tensorOf(engine, { data: weights.get(name)!, shape });
      return [name, { ...untracked(tensor), weight: name, derived: new Map() }];
    }),
  );
}

/** Frees what {@link keepFrozen} made. */
export function releaseRun({ engine, kept }: Run): void {
  engine.use();
  for (const { tensor, derived } of kept.values()) {
    tensor.dispose();
    for (const other of derived?.values() ?? []) other.dispose();
  }
}

/** Whether a weight follows its gradient. */
export function isLearnt(
  { frozen }: Pick<Run, 'frozen'>,
  { name, trainable }: WeightSpec,
): boolean {
  return trainable && !frozen.has(name);
}

/** The weights as the engine has them; within a `tidy`, which frees those that change. */
export function weightValues(run: Run): Map<string, Value> {
  return new Map(
    run.specs.map((spec) => {
      const { name, shape } = spec;
      const kept = run.kept.get(name);
      if (kept !== undefined) return [name, kept];
      const tensor = tensorOf(run.engine, { data: run.weights.get(name)!, shape });
      return [name, { ...untracked(tensor), weight: name, tracked: isLearnt(run, spec) }];
    }),
  );
}

/** The tensors of a batch. @throws InvalidInputError where they are not what the network takes */
export function batchValues({ engine, inputs }: Run, batch: Batch) {
  checkFeeds(inputs, inputs.keys(), batch.inputs);
  const values = (tensors: Readonly<Record<string, TensorData>>) =>
    Object.fromEntries(
      Object.entries(tensors).map(([name, tensor]) => [name, untracked(tensorOf(engine, tensor))]),
    );
  return { inputs: values(batch.inputs), targets: values(batch.targets) };
}

import type { Tensor } from '@tensorflow/tfjs-core';
import type { Random } from '@tovec/core';
import type { Engine } from './engine.js';
import type { Backward, Tape } from './tape.js';
import type { Layout, Value } from './value.js';

/** What the operations of one run share. */
export interface Context {
  readonly engine: Engine;
  readonly tape: Tape;
  readonly training: Training | undefined;
}

/** What a run has beside values when the network is trained. */
export interface Training {
  /** What dropout draws from. */
  readonly random: Random;
  /** Takes the new value of a running statistic. */
  note(weight: string, values: Float32Array): void;
  /** Whether a weight is left as it is. */
  isFrozen(weight: string): boolean;
}

/** The result of an operation on these inputs. */
export function record(
  { tape }: Context,
  inputs: readonly Value[],
  tensor: Tensor,
  backward: Backward,
  layout: Layout = 'rowMajor',
): Value {
  return tape.record(inputs, tensor, layout, backward);
}

/** Something that follows from a tensor alone: kept where the tensor is a weight that never changes. */
export function derive(
  { engine: { tf } }: Context,
  value: Value,
  key: string,
  make: (tensor: Tensor) => Tensor,
): Tensor {
  if (value.derived === undefined) return make(value.tensor);
  const kept = value.derived.get(key) ?? tf.keep(tf.tidy(() => make(value.tensor)));
  value.derived.set(key, kept);
  return kept;
}

import type { Initializer } from '../network/initializers.js';
import type { Weights } from '../network/network.js';
import type { Ops } from '../network/ops.js';
import { knownLength } from './shapes.js';

export interface LinearLayerOptions {
  /** The length of the last axis of what comes out. */
  readonly outputs: number;
  /** Default true. */
  readonly bias?: boolean | undefined;
  readonly initializer?: Initializer | undefined;
}

/** `ops.linear` with the weights `weight` and `bias`. */
export function linearLayer<T>(
  ops: Ops<T>,
  weights: Weights<T>,
  x: T,
  { outputs, bias = true, initializer }: LinearLayerOptions,
): T {
  const weight = weights('weight', [outputs, knownLength(ops, x, -1)], { initializer });
  return bias ? ops.linear(x, weight, weights('bias', [outputs])) : ops.linear(x, weight);
}

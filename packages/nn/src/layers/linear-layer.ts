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

/**
 * `ops.linear` with the weights `weight` and `bias`.
 *
 * @throws InvalidInputError where only the input tells how long the last axis of `x` is
 *
 * @example
 * ```ts
 * import { describeNetwork, linearLayer, type Network } from '@tovec/nn';
 *
 * const network: Network = (ops, weights, { x }) => ({
 *   y: linearLayer(ops, weights.in('head'), x!, { outputs: 2 }),
 * });
 * const { weights } = describeNetwork(network, { x: { shape: ['batch', 3] } });
 * console.log(weights.map(({ name, shape }) => `${name} [${shape}]`)); // [ 'head.weight [2,3]', 'head.bias [2]' ]
 * ```
 */
export function linearLayer<T>(
  ops: Ops<T>,
  weights: Weights<T>,
  x: T,
  { outputs, bias = true, initializer }: LinearLayerOptions,
): T {
  const weight = weights('weight', [outputs, knownLength(ops, x, -1)], { initializer });
  return bias ? ops.linear(x, weight, weights('bias', [outputs])) : ops.linear(x, weight);
}

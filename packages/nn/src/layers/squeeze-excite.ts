import type { Weights } from '../network/network.js';
import type { Ops } from '../network/ops.js';
import { convLayer } from './conv-layers.js';
import { knownLength } from './shapes.js';

export interface SqueezeExciteOptions<T> {
  /** Channels in the middle. */
  readonly reduced: number;
  readonly activation: (x: T) => T;
}

/**
 * Weighs the channels of a feature map by what is in all of it (Hu et al., 2018), with the weights
 * `conv_reduce` and `conv_expand`.
 *
 * @example
 * ```ts
 * import { countParameters, type Network, squeezeExcite } from '@tovec/nn';
 *
 * const network: Network = (ops, weights, { x }) => ({
 *   y: squeezeExcite(ops, weights.in('se'), x!, { reduced: 2, activation: ops.relu }),
 * });
 * console.log(countParameters(network, { x: { shape: ['batch', 8, 16, 16] } })); // 42
 * ```
 */
export function squeezeExcite<T>(
  ops: Ops<T>,
  weights: Weights<T>,
  x: T,
  { reduced, activation }: SqueezeExciteOptions<T>,
): T {
  const channels = knownLength(ops, x, 1);
  const squeezed = ops.mean(x, [2, 3], { keep: true });
  const reduce = weights.in('conv_reduce');
  const middle = activation(convLayer(ops, reduce, squeezed, { channels: reduced, size: 1 }));
  const expand = weights.in('conv_expand');
  const gates = ops.sigmoid(convLayer(ops, expand, middle, { channels, size: 1 }));
  return ops.multiply(x, gates);
}

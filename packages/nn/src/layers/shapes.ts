import { InvalidInputError } from '@tovec/core';
import type { Ops } from '../network/ops.js';

/**
 * The mean over height and width: `[batch, channels, height, width]` becomes `[batch, channels]`.
 *
 * @example
 * ```ts
 * import { describeNetwork, globalAveragePool2d, type Network } from '@tovec/nn';
 *
 * const network: Network = (ops, _, { x }) => ({ y: globalAveragePool2d(ops, x!) });
 * const { outputs } = describeNetwork(network, { x: { shape: ['batch', 8, 4, 4] } });
 * console.log(outputs.get('y')?.shape); // [ 'batch', 8 ]
 * ```
 */
export function globalAveragePool2d<T>(ops: Ops<T>, x: T): T {
  return ops.mean(x, [2, 3]);
}

/**
 * All axes but the first as one. Feature maps come out channel by channel, as in PyTorch.
 *
 * @example
 * ```ts
 * import { describeNetwork, flatten, type Network } from '@tovec/nn';
 *
 * const network: Network = (ops, _, { x }) => ({ y: flatten(ops, x!) });
 * const { outputs } = describeNetwork(network, { x: { shape: ['batch', 8, 4, 4] } });
 * console.log(outputs.get('y')?.shape); // [ 'batch', 128 ]
 * ```
 */
export function flatten<T>(ops: Ops<T>, x: T): T {
  return ops.reshape(x, [0, -1]);
}

/** The length of an axis that must be known, as that of channels is. */
export function knownLength<T>(ops: Ops<T>, x: T, axis: number): number {
  const shape = ops.shapeOf(x);
  const length = shape.at(axis);
  if (typeof length === 'number') return length;
  throw new InvalidInputError(
    `Axis ${axis} must have a known length, but the shape is [${shape.join(', ')}].`,
    { argument: 'inputs', given: shape },
  );
}

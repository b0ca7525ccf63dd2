import { ones, zeros } from '../network/initializers.js';
import type { Weights } from '../network/network.js';
import type { Conv2dOptions, Ops } from '../network/ops.js';
import { knownLength } from './shapes.js';

export interface ConvLayerOptions extends Omit<Conv2dOptions<never>, 'bias'> {
  /** Channels that come out. */
  readonly channels: number;
  /** Height and width of the kernel. */
  readonly size: number;
  /** Default true. */
  readonly bias?: boolean | undefined;
}

/**
 * `ops.conv2d` with the weights `weight` and `bias`.
 *
 * @throws InvalidInputError where only the input tells how many channels `x` has
 *
 * @example
 * ```ts
 * import { convLayer, describeNetwork, type Network } from '@tovec/nn';
 *
 * const network: Network = (ops, weights, { x }) => ({
 *   y: convLayer(ops, weights.in('stem'), x!, { channels: 8, size: 3, stride: 2, padding: 1 }),
 * });
 * const { weights, outputs } = describeNetwork(network, { x: { shape: ['batch', 3, 32, 32] } });
 * console.log(weights.map(({ name, shape }) => `${name} [${shape}]`)); // [ 'stem.weight [8,3,3,3]', 'stem.bias [8]' ]
 * console.log(outputs.get('y')?.shape); // [ 'batch', 8, 16, 16 ]
 * ```
 */
export function convLayer<T>(
  ops: Ops<T>,
  weights: Weights<T>,
  x: T,
  { channels, size, bias = true, ...options }: ConvLayerOptions,
): T {
  const inputs = knownLength(ops, x, 1) / (options.groups ?? 1);
  const kernel = weights('weight', [channels, inputs, size, size]);
  if (!bias) return ops.conv2d(x, kernel, options);
  return ops.conv2d(x, kernel, { ...options, bias: weights('bias', [channels]) });
}

export interface BatchNormLayerOptions {
  readonly epsilon: number;
  readonly momentum?: number | undefined;
}

/**
 * `ops.batchNorm` with the weights `weight`, `bias`, `running_mean` and `running_var`.
 *
 * @throws InvalidInputError where only the input tells how many channels `x` has
 *
 * @example
 * ```ts
 * import { batchNormLayer, describeNetwork, type Network } from '@tovec/nn';
 *
 * const network: Network = (ops, weights, { x }) => ({
 *   y: batchNormLayer(ops, weights.in('norm'), x!, { epsilon: 1e-5 }),
 * });
 * const { weights } = describeNetwork(network, { x: { shape: ['batch', 8, 16, 16] } });
 * console.log(weights.map(({ name }) => name));
 * // [ 'norm.weight', 'norm.bias', 'norm.running_mean', 'norm.running_var' ]
 * ```
 */
export function batchNormLayer<T>(
  ops: Ops<T>,
  weights: Weights<T>,
  x: T,
  options: BatchNormLayerOptions,
): T {
  const shape = [knownLength(ops, x, 1)];
  const statistics = {
    scale: weights('weight', shape, { initializer: ones }),
    offset: weights('bias', shape, { initializer: zeros }),
    mean: weights('running_mean', shape, { initializer: zeros, trainable: false }),
    variance: weights('running_var', shape, { initializer: ones, trainable: false }),
  };
  return ops.batchNorm(x, statistics, options);
}

import { check } from '@tovec/core';
import { comparedAlike, type Loss } from './loss.js';

export interface MeanSquaredErrorOptions {
  /** Default `'y'`. */
  readonly output?: string | undefined;
  /** Numbers in the same shape; default `'y'`. */
  readonly target?: string | undefined;
}

/**
 * The mean of (output − target)², over all numbers.
 *
 * @example
 * ```ts
 * import { meanSquaredError, type Network, trainNetwork } from '@tovec/nn';
 *
 * const network: Network = (ops, weights, { x }) => ({ y: ops.linear(x!, weights('w', [1, 1])) });
 * const { report } = await trainNetwork(network, {
 *   inputs: { x: { shape: ['batch', 1] } },
 *   data: {
 *     inputs: { x: { data: Float32Array.of(-1, 1), shape: [2, 1] } },
 *     targets: { y: { data: Float32Array.of(-8, 8), shape: [2, 1] } },
 *   },
 *   loss: meanSquaredError(),
 *   epochs: 2,
 *   engine: 'cpu',
 * });
 * console.log(report.epochs[1]!.loss < report.epochs[0]!.loss); // true
 * ```
 */
export function meanSquaredError(options: MeanSquaredErrorOptions = {}): Loss {
  check.knownKeys('MeanSquaredErrorOptions', options, ['output', 'target']);
  const names = { output: options.output ?? 'y', target: options.target ?? 'y' };
  return (ops, outputs, targets) => {
    const [output, target] = comparedAlike(ops, names, outputs, targets);
    const off = ops.subtract(output, target);
    return ops.mean(ops.multiply(off, off));
  };
}

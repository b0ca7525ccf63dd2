import { check } from '@tovec/core';
import { comparedAlike, type Loss } from './loss.js';

export interface BinaryCrossEntropyOptions {
  /** The output with the log odds; default `'logits'`. */
  readonly output?: string | undefined;
  /** Probabilities from 0 to 1, in the same shape; default `'label'`. */
  readonly target?: string | undefined;
}

/**
 * The mean cross-entropy of yes and no, each number for itself, from log odds; PyTorch's
 * `BCEWithLogitsLoss`.
 *
 * @example
 * ```ts
 * import { binaryCrossEntropy, type Network, trainNetwork } from '@tovec/nn';
 *
 * const network: Network = (ops, weights, { x }) => ({ logits: ops.linear(x!, weights('w', [1, 1])) });
 * const { report } = await trainNetwork(network, {
 *   inputs: { x: { shape: ['batch', 1] } },
 *   data: {
 *     inputs: { x: { data: Float32Array.of(-1, 1), shape: [2, 1] } },
 *     targets: { label: { data: Float32Array.of(0, 1), shape: [2, 1] } },
 *   },
 *   loss: binaryCrossEntropy(),
 *   epochs: 2,
 *   engine: 'cpu',
 * });
 * console.log(report.epochs[1]!.loss < report.epochs[0]!.loss); // true
 * ```
 */
export function binaryCrossEntropy(options: BinaryCrossEntropyOptions = {}): Loss {
  check.knownKeys('BinaryCrossEntropyOptions', options, ['output', 'target']);
  const names = { output: options.output ?? 'logits', target: options.target ?? 'label' };
  return (ops, outputs, targets) => {
    const [logits, label] = comparedAlike(ops, names, outputs, targets);
    const odds = ops.reshape(logits, [-1, 1]);
    // log(1 + eˣ) as the logarithm of a sum over x and 0, the larger taken out.
    const both = ops.concat([odds, ops.multiply(odds, ops.constant(0))], 1);
    const larger = ops.max(both, [1], { keep: true });
    const sum = ops.sum(ops.exp(ops.subtract(both, larger)), [1], { keep: true });
    const logSum = ops.add(ops.log(sum), larger);
    return ops.mean(ops.subtract(logSum, ops.multiply(odds, ops.reshape(label, [-1, 1]))));
  };
}

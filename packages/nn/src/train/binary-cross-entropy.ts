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

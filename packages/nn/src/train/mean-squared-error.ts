import { check } from '@tovec/core';
import { comparedAlike, type Loss } from './loss.js';

export interface MeanSquaredErrorOptions {
  /** Default `'y'`. */
  readonly output?: string | undefined;
  /** Numbers in the same shape; default `'y'`. */
  readonly target?: string | undefined;
}

/** The mean of (output − target)², over all numbers. */
export function meanSquaredError(options: MeanSquaredErrorOptions = {}): Loss {
  check.knownKeys('MeanSquaredErrorOptions', options, ['output', 'target']);
  const names = { output: options.output ?? 'y', target: options.target ?? 'y' };
  return (ops, outputs, targets) => {
    const [output, target] = comparedAlike(ops, names, outputs, targets);
    const off = ops.subtract(output, target);
    return ops.mean(ops.multiply(off, off));
  };
}

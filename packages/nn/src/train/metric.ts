import { InvalidInputError } from '@tovec/core';
import type { TensorData } from '../network/tensor-data.js';

/** How good a network is on a batch: the mean over its examples. */
export type Metric = (
  outputs: Readonly<Record<string, TensorData>>,
  targets: Readonly<Record<string, TensorData>>,
) => number;

export interface AccuracyOptions {
  /** The output with a number for each class along its last axis; default `'logits'`. */
  readonly output?: string | undefined;
  /** The ids of the right classes; default `'label'`. */
  readonly target?: string | undefined;
}

/**
 * The share of examples whose largest logit is that of the right class.
 *
 * @throws InvalidInputError, when it measures, for an output or a target that is not there
 *
 * @example
 * ```ts
 * import { accuracy } from '@tovec/nn';
 *
 * const logits = { data: Float32Array.of(2, 1, 0, 3), shape: [2, 2] };
 * const label = { data: Int32Array.of(0, 0), shape: [2] };
 * console.log(accuracy()({ logits }, { label })); // 0.5
 * ```
 */
export function accuracy({ output = 'logits', target = 'label' }: AccuracyOptions = {}): Metric {
  return (outputs, targets) => {
    const [logits, labels] = [outputs[output], targets[target]];
    if (logits === undefined || labels === undefined) {
      throw new InvalidInputError(
        `accuracy compares the output '${output}' with the target '${target}', but one is not there.`,
        { argument: 'metrics' },
      );
    }
    const classes = logits.shape.at(-1)!;
    let right = 0;
    for (let row = 0; row < labels.data.length; row++) {
      const numbers = logits.data.subarray(row * classes, (row + 1) * classes) as Float32Array;
      const largest = numbers.reduce(
        (best, number, at) => (number > numbers[best]! ? at : best),
        0,
      );
      if (largest === Number(labels.data[row])) right++;
    }
    return right / labels.data.length;
  };
}

import { check } from '@tovec/core';
import { compared, type Loss } from './loss.js';

export interface SoftmaxCrossEntropyOptions {
  /** The output with a number for each class along its last axis; default `'logits'`. */
  readonly output?: string | undefined;
  /** The ids of the right classes, or a probability for each class; default `'label'`. */
  readonly target?: string | undefined;
  /** Share of the probability that all classes are given alike (Szegedy et al., 2016); default 0. */
  readonly labelSmoothing?: number | undefined;
}

/**
 * The mean of −log softmax(logits)[label], for one class out of many; PyTorch's `CrossEntropyLoss`.
 *
 * @example
 * ```ts
 * import { softmaxCrossEntropy, trainNetwork, type Network } from '@tovec/nn';
 *
 * const network: Network = (ops, weights, { x }) => ({ logits: ops.linear(x!, weights('w', [2, 1])) });
 * const { report } = await trainNetwork(network, {
 *   inputs: { x: { shape: ['batch', 1] } },
 *   data: {
 *     inputs: { x: { data: Float32Array.of(-1, 1), shape: [2, 1] } },
 *     targets: { label: { data: Int32Array.of(0, 1), shape: [2] } },
 *   },
 *   loss: softmaxCrossEntropy({ labelSmoothing: 0.1 }),
 *   epochs: 2,
 *   engine: 'cpu',
 * });
 * console.log(report.epochs[1]!.loss < report.epochs[0]!.loss); // true
 * ```
 */
export function softmaxCrossEntropy(options: SoftmaxCrossEntropyOptions = {}): Loss {
  check.knownKeys('SoftmaxCrossEntropyOptions', options, ['output', 'target', 'labelSmoothing']);
  const { output = 'logits', target = 'label', labelSmoothing = 0 } = options;
  const smoothing = check.number('labelSmoothing', labelSmoothing, { min: 0, max: 1 });
  return (ops, outputs, targets) => {
    const [logits, label] = compared({ output, target }, outputs, targets);
    const shape = ops.shapeOf(logits) as number[];
    const classes = shape.at(-1)!;
    const rows = shape.slice(0, -1).reduce((product, length) => product * length, 1);

    const shifted = ops.subtract(logits, ops.max(logits, [-1], { keep: true }));
    const sums = ops.sum(ops.exp(shifted), [-1], { keep: true });
    const logShares = ops.subtract(shifted, ops.log(sums));

    const probabilities = ops.shapeOf(label).length === shape.length;
    const right = probabilities
      ? ops.sum(ops.multiply(label, logShares), [-1])
      : // Each row's own class, out of all rows in one line; the first lookup refuses other classes.
        ops.gather(
          ops.reshape(logShares, [-1]),
          ops.add(
            ops.gather(ops.constant(upTo(classes, 1)), ops.reshape(label, [-1])),
            ops.constant(upTo(rows, classes)),
          ),
        );
    const mean = ops.multiply(ops.mean(right), ops.constant(smoothing - 1));
    if (smoothing === 0) return mean;
    return ops.add(mean, ops.multiply(ops.mean(logShares), ops.constant(-smoothing)));
  };
}

/** 0, `step`, 2 · `step`, … */
function upTo(count: number, step: number): Int32Array {
  return Int32Array.from({ length: count }, (_, at) => at * step);
}

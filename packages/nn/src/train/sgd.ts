import { check } from '@tovec/core';
import {
  type Optimizer,
  type OptimizerOptions,
  optimizerBase,
  optimizerKeys,
} from './optimizer.js';

export interface SgdOptions extends OptimizerOptions {
  /** Default 0.01, as in Keras. */
  readonly learningRate?: number | undefined;
  /** Added to the gradient, as a share of the weight; default 0. */
  readonly weightDecay?: number | undefined;
  /** How much of the last movement stays; default 0.9. */
  readonly momentum?: number | undefined;
  /** Looks ahead along the movement (Nesterov, 1983); default false. */
  readonly nesterov?: boolean | undefined;
}

/**
 * Stochastic gradient descent with momentum, as in PyTorch: `v ← μ·v + g`, `w ← w − η·v`; with
 * Nesterov's momentum `w ← w − η·(g + μ·v)`.
 *
 * @throws InvalidInputError when an option is none, or out of its bounds
 *
 * @example
 * ```ts
 * import { sgd } from '@tovec/nn';
 *
 * const optimizer = sgd({ learningRate: 0.1, decay: 'cosine' });
 * console.log(optimizer.rateAt(0, 100), optimizer.rateAt(50, 100)); // 0.1 0.05
 * ```
 */
export function sgd(options: SgdOptions = {}): Optimizer {
  check.knownKeys('SgdOptions', options, [...optimizerKeys, 'momentum', 'nesterov']);
  const { settings, weightDecay, ...base } = optimizerBase(options, {
    learningRate: 0.01,
    weightDecay: 0,
  });
  const momentum = check.number('momentum', options.momentum ?? 0.9, { min: 0, max: 1 });
  const nesterov = check.boolean('nesterov', options.nesterov ?? false);
  return {
    ...base,
    settings: { name: 'sgd', ...settings, momentum, nesterov },
    stateArrays: 1,
    update(weight, gradient, { state: [velocity], learningRate, decays }) {
      const decay = decays ? weightDecay : 0;
      for (let at = 0; at < weight.length; at++) {
        const g = gradient[at]! + decay * weight[at]!;
        const v = momentum * velocity![at]! + g;
        velocity![at] = v;
        weight[at]! -= learningRate * (nesterov ? g + momentum * v : v);
      }
    },
  };
}

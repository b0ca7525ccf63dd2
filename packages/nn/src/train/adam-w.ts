import { check } from '@tovec/core';
import {
  type Optimizer,
  type OptimizerOptions,
  optimizerBase,
  optimizerKeys,
} from './optimizer.js';

export interface AdamWOptions extends OptimizerOptions {
  /** Default 0.001. */
  readonly learningRate?: number | undefined;
  /** Share of the weight that goes at each step, times the learning rate; default 0.01. */
  readonly weightDecay?: number | undefined;
  /** How much of the mean gradient stays; default 0.9. */
  readonly beta1?: number | undefined;
  /** How much of the mean squared gradient stays; default 0.999. */
  readonly beta2?: number | undefined;
  /** Default 1e-8. */
  readonly epsilon?: number | undefined;
}

/**
 * Adam with decoupled weight decay (Loshchilov & Hutter, 2019); defaults as in PyTorch.
 *
 * @throws InvalidInputError when an option is none, or out of its bounds
 *
 * @example
 * ```ts
 * import { adamW } from '@tovec/nn';
 *
 * const optimizer = adamW({ learningRate: 2e-5, warmupSteps: 100, decay: 'linear' });
 * console.log(optimizer.rateAt(49, 1000), optimizer.rateAt(550, 1000)); // 0.00001 0.00001
 * ```
 */
export function adamW(options: AdamWOptions = {}): Optimizer {
  check.knownKeys('AdamWOptions', options, [...optimizerKeys, 'beta1', 'beta2', 'epsilon']);
  const { settings, weightDecay, ...base } = optimizerBase(options, {
    learningRate: 0.001,
    weightDecay: 0.01,
  });
  const share = { min: 0, max: 1 };
  const beta1 = check.number('beta1', options.beta1 ?? 0.9, share);
  const beta2 = check.number('beta2', options.beta2 ?? 0.999, share);
  const epsilon = check.number('epsilon', options.epsilon ?? 1e-8, { min: 0 });
  return {
    ...base,
    settings: { name: 'adamW', ...settings, beta1, beta2, epsilon },
    stateArrays: 2,
    update(weight, gradient, { state: [mean, square], step, learningRate, decays }) {
      const kept = decays ? 1 - learningRate * weightDecay : 1;
      const rate = learningRate / (1 - beta1 ** step);
      const deviation = Math.sqrt(1 - beta2 ** step);
      for (let at = 0; at < weight.length; at++) {
        const g = gradient[at]!;
        const m = beta1 * mean![at]! + (1 - beta1) * g;
        const v = beta2 * square![at]! + (1 - beta2) * g * g;
        mean![at] = m;
        square![at] = v;
        weight[at] = kept * weight[at]! - (rate * m) / (Math.sqrt(v) / deviation + epsilon);
      }
    },
  };
}

import { check } from '@tovec/core';
import { defaultInitializer } from './initializers.js';
import type { WeightSpec, Weights } from './network.js';

/** What a network calls for its weights, made of what a backend does with each. */
export function weightsOver<T>(ask: (spec: WeightSpec) => T, prefix = ''): Weights<T> {
  const weights = (...[name, shape, options = {}]: Parameters<Weights<T>>): T => {
    const full = prefix + check.string('the name of a weight', name, { nonEmpty: true });
    for (const length of shape) check.integer(`the shape of '${full}'`, length, { min: 1 });
    const { trainable = true, initializer = defaultInitializer } = options;
    return ask({ name: full, shape: [...shape], trainable, initializer });
  };
  return Object.assign(weights, {
    in: (part: string) => weightsOver(ask, `${prefix}${part}.`),
  });
}

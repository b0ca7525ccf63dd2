import { createRandom } from '@tovec/core';
import type { WeightSpec, WeightValues } from '../network/network.js';

/**
 * New weights for training from scratch. Each is drawn from a stream of its own, which depends on the
 * seed and the weight's name only: a layer that is added somewhere leaves the others as they were.
 *
 * @param seed any safe integer
 *
 * @example
 * ```ts
 * import { heNormal, initializeWeights } from '@tovec/nn';
 *
 * const spec = { name: 'fc.weight', shape: [2, 3], trainable: true, initializer: heNormal };
 * const alone = initializeWeights([spec], 1);
 * const among = initializeWeights([{ ...spec, name: 'other' }, spec], 1);
 * console.log(among.get('fc.weight')?.every((value, at) => value === alone.get('fc.weight')?.[at])); // true
 * ```
 */
export function initializeWeights(weights: readonly WeightSpec[], seed: number): WeightValues {
  return new Map(
    weights.map(({ name, shape, initializer }) => {
      const path = Array.from(name, (character) => character.codePointAt(0)!);
      return [name, initializer(shape, createRandom(seed, ...path))];
    }),
  );
}

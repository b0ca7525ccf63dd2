import { describeValue, InvalidInputError, nearestNames } from '@tovec/core';
import type { WeightSpec, WeightValues } from '../network/network.js';
import { initializeWeights } from '../weights/initialize-weights.js';

/**
 * Where training starts: the weights given, in arrays of their own, and new ones for the rest.
 *
 * @throws InvalidInputError with every weight that is not one of the network's, or of another size
 */
export function startWeights(
  specs: readonly WeightSpec[],
  given: WeightValues,
  seed: number,
): Map<string, Float32Array> {
  const sizes = new Map(
    specs.map(({ name, shape }) => [name, shape.reduce((size, length) => size * length, 1)]),
  );
  const problems = [...given].flatMap(([name, values]) => {
    const size = sizes.get(name);
    if (size === undefined) {
      const nearest = nearestNames(name, sizes.keys(), 1)[0];
      return [`there is no '${name}'${nearest === undefined ? '' : `; is it '${nearest}'?`}`];
    }
    if (values instanceof Float32Array && values.length === size) return [];
    return [`'${name}' must be a Float32Array of ${size}, but was ${describeValue(values)}`];
  });
  if (problems.length > 0) {
    const list = problems.map((problem) => `\n  ${problem}`).join('');
    throw new InvalidInputError(`The weights do not fit the network:${list}`, {
      argument: 'weights',
    });
  }
  const missing = specs.filter(({ name }) => !given.has(name));
  const created = initializeWeights(missing, seed);
  return new Map(specs.map(({ name }) => [name, given.get(name)?.slice() ?? created.get(name)!]));
}

import { nearestNames } from '@tovec/core';
import type { WeightSpec, WeightValues } from '../network/network.js';
import { initializeWeights } from '../weights/initialize-weights.js';
import { problemWithWeight, weightsDoNotFit } from '../weights/problem-with-weight.js';

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
  const known = new Map(specs.map((spec) => [spec.name, spec]));
  const problems = [...given].flatMap(([name, values]) => {
    const spec = known.get(name);
    if (spec !== undefined) return problemWithWeight(spec, values) ?? [];
    const nearest = nearestNames(name, known.keys(), 1)[0];
    return `there is no '${name}'${nearest === undefined ? '' : `; is it '${nearest}'?`}`;
  });
  if (problems.length > 0) throw weightsDoNotFit(problems);
  const missing = specs.filter(({ name }) => !given.has(name));
  const created = initializeWeights(missing, seed);
  return new Map(specs.map(({ name }) => [name, given.get(name)?.slice() ?? created.get(name)!]));
}

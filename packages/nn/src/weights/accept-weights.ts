import { describeValue, InvalidInputError, nearestNames } from '@tovec/core';
import type { NamedWeight, WeightSpec, WeightValues } from '../network/network.js';
import { problemWithWeight, weightsDoNotFit } from './problem-with-weight.js';

/** A weight that was asked for, and its values. */
export interface AcceptedWeight {
  readonly spec: WeightSpec;
  readonly values: Float32Array;
}

/**
 * The weights that are needed, as they come. Others that the network knows are passed over.
 *
 * @param known all weights of the network
 * @param needed those that the asked-for outputs need
 * @throws InvalidInputError in the end, with everything that is missing, unexpected or mis-shaped
 */
export async function* acceptWeights(
  known: readonly WeightSpec[],
  needed: readonly WeightSpec[],
  given: WeightValues | AsyncIterable<NamedWeight>,
): AsyncGenerator<AcceptedWeight> {
  const specs = new Map(known.map((spec) => [spec.name, spec]));
  const waiting = new Set(needed.map(({ name }) => name));
  const problems: string[] = [];
  const unexpected: string[] = [];
  const accept = (name: string, values: Float32Array, shape?: readonly number[]) => {
    const spec = specs.get(name);
    if (spec === undefined) {
      unexpected.push(name);
      return undefined;
    }
    const problem = problemWithWeight(spec, values, shape);
    const isNeeded = waiting.delete(name);
    if (problem !== undefined) problems.push(problem);
    return isNeeded && problems.length === 0 ? { spec, values } : undefined;
  };
  const finish = () => {
    for (const name of waiting) problems.push(missing(name, unexpected));
    for (const name of unexpected) problems.push(`${describeValue(name)} is none of its weights`);
    if (problems.length > 0) throw weightsDoNotFit(problems);
  };
  if (isMap(given)) {
    const matched = [...given].map(([name, values]) => accept(name, values));
    finish();
    for (const weight of matched) if (weight !== undefined) yield weight;
    return;
  }
  for await (const { name, shape, values } of given) {
    const weight = accept(name, values, shape);
    if (weight !== undefined) yield weight;
  }
  finish();
}

function isMap(given: WeightValues | AsyncIterable<NamedWeight>): given is WeightValues {
  if (typeof given === 'object' && given !== null) {
    if (Symbol.asyncIterator in given) return false;
    if (typeof given.get === 'function' && Symbol.iterator in given) return true;
  }
  throw new InvalidInputError(
    `weights must be a Map of Float32Array by name or an async iterable of named weights, but was ${describeValue(given)}.`,
    { argument: 'weights', given },
  );
}

function missing(name: string, unexpected: readonly string[]): string {
  const nearest = nearestNames(name, unexpected, 1)[0];
  return `'${name}' is missing${nearest === undefined ? '' : `; there is '${nearest}'`}`;
}

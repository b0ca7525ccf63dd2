import { describeValue, InvalidInputError } from '@tovec/core';
import type { WeightSpec } from '../network/network.js';

/** What is wrong with the values of a weight, if anything is. */
export function problemWithWeight(
  { name, shape }: WeightSpec,
  values: Float32Array,
  given?: readonly number[],
): string | undefined {
  const wanted = `[${shape.join(', ')}]`;
  if (!(values instanceof Float32Array)) {
    return `'${name}' must be a Float32Array, but was ${describeValue(values)}`;
  }
  if (given !== undefined && given.join() !== shape.join()) {
    return `'${name}' has the shape [${given.join(', ')}], not ${wanted}`;
  }
  const size = shape.reduce((product, length) => product * length, 1);
  if (values.length === size) return undefined;
  return `'${name}' has ${values.length} numbers, not the ${size} of ${wanted}`;
}

/** The error for weights that do not fit, with all that is wrong. */
export function weightsDoNotFit(problems: readonly string[]): InvalidInputError {
  const list = problems.map((problem) => `\n  ${problem}`).join('');
  return new InvalidInputError(`The weights do not fit the network:${list}`, {
    argument: 'weights',
  });
}

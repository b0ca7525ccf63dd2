import { describeValue, InvalidInputError, nearestNames } from '@tovec/core';
import type { InputSpec, NetworkInputs } from '../network/network.js';
import type { TensorData } from '../network/tensor-data.js';
import { sizeOf } from './arrays.js';

/**
 * Checks that there is data for each input and for nothing else, in the right shapes; axes with the
 * same name must have the same length.
 *
 * @throws InvalidInputError
 */
export function checkFeeds(
  inputs: NetworkInputs,
  feeds: Readonly<Record<string, TensorData>>,
): void {
  for (const name of Object.keys(feeds)) {
    if (Object.hasOwn(inputs, name)) continue;
    const nearest = nearestNames(name, Object.keys(inputs), 1)[0];
    throw refused(name, `is none of the network's inputs`, nearest && ` Is it '${nearest}'?`);
  }
  const lengths = new Map<string, number>();
  for (const [name, spec] of Object.entries(inputs)) {
    const given = feeds[name];
    if (given === undefined) throw refused(name, 'is missing');
    const problem = checkTensor(given) ?? checkShape(spec, given, lengths);
    if (problem !== undefined) throw refused(name, problem);
  }
}

/** What is wrong with some numbers and their shape. */
export function checkTensor(given: TensorData): string | undefined {
  const { data, shape } = given ?? {};
  if (!ArrayBuffer.isView(data) || !Array.isArray(shape)) {
    return `must be { data, shape }, but was ${describeValue(given)}`;
  }
  if (sizeOf(shape) === (data as Float32Array).length) return undefined;
  return `has ${(data as Float32Array).length} numbers, but its shape [${shape.join(', ')}] takes ${sizeOf(shape)}`;
}

function checkShape(
  { shape: wanted }: InputSpec,
  { shape }: TensorData,
  lengths: Map<string, number>,
): string | undefined {
  const fits =
    shape.length === wanted.length &&
    wanted.every((dimension, axis) => {
      const length = shape[axis]!;
      if (typeof dimension === 'number') return dimension === length;
      const before = lengths.get(dimension) ?? length;
      lengths.set(dimension, before);
      return before === length;
    });
  return fits ? undefined : `must be [${wanted.join(', ')}], but is [${shape.join(', ')}]`;
}

function refused(name: string, problem: string, hint = ''): InvalidInputError {
  return new InvalidInputError(`The input '${name}' ${problem}.${hint}`, { argument: name });
}

import { InvalidInputError, nearestNames } from '@tovec/core';
import type { Ops } from '../network/ops.js';

/**
 * What training makes small: a plain function over the same operations as networks, of what a network
 * gives and what the data says. Its result is a scalar, the mean over the examples of the batch.
 */
export type Loss = <T>(
  ops: Ops<T>,
  outputs: Readonly<Record<string, T>>,
  targets: Readonly<Record<string, T>>,
) => T;

/** Which output of the network is compared with which target. */
export interface LossNames {
  readonly output: string;
  readonly target: string;
}

/** An output and its target. @throws InvalidInputError where there is none */
export function compared<T>(
  { output, target }: LossNames,
  outputs: Readonly<Record<string, T>>,
  targets: Readonly<Record<string, T>>,
): readonly [T, T] {
  return [named('output', output, outputs), named('target', target, targets)];
}

/** As {@link compared}, of the same shape. */
export function comparedAlike<T>(
  ops: Ops<T>,
  names: LossNames,
  outputs: Readonly<Record<string, T>>,
  targets: Readonly<Record<string, T>>,
): readonly [T, T] {
  const [output, target] = compared(names, outputs, targets);
  const [given, known] = [ops.shapeOf(output), ops.shapeOf(target)];
  if (given.join() === known.join()) return [output, target];
  throw new InvalidInputError(
    `The output '${names.output}' is [${given.join(', ')}], but the target '${names.target}' is [${known.join(', ')}].`,
    { argument: 'targets' },
  );
}

function named<T>(kind: string, name: string, values: Readonly<Record<string, T>>): T {
  const value = values[name];
  if (value !== undefined) return value;
  const names = Object.keys(values);
  const nearest = nearestNames(name, names, 1)[0];
  const hint = nearest === undefined ? `There are: ${names.join(', ')}.` : `Is it '${nearest}'?`;
  throw new InvalidInputError(
    `The loss asks for the ${kind} '${name}', which is not there. ${hint}`,
    {
      argument: 'loss',
      given: name,
    },
  );
}

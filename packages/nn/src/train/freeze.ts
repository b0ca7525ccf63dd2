import { InvalidInputError, nearestNames } from '@tovec/core';
import type { WeightSpec } from '../network/network.js';
import { matchesPattern } from '../weights/name-pattern.js';

/**
 * The names of the weights that patterns stand for.
 *
 * @throws InvalidInputError where a pattern stands for none, or nothing is left to train
 */
export function frozenWeights(
  specs: readonly WeightSpec[],
  patterns: readonly string[],
): ReadonlySet<string> {
  const frozen = new Set<string>();
  for (const pattern of patterns) {
    const matched = specs.filter(({ name }) => matchesPattern(name, pattern));
    if (matched.length === 0) throw unmatched(pattern, specs);
    for (const { name } of matched) frozen.add(name);
  }
  if (specs.some(({ name, trainable }) => trainable && !frozen.has(name))) return frozen;
  throw new InvalidInputError(
    specs.length === 0
      ? 'The network has no weights, so there is nothing to train.'
      : 'freeze leaves nothing to train: it stands for every weight that is learnt.',
    { argument: 'freeze', given: patterns },
  );
}

function unmatched(pattern: string, specs: readonly WeightSpec[]): InvalidInputError {
  const names = specs.map(({ name }) => name);
  const near = nearestNames(pattern, names, 3);
  const some = near.length > 0 ? near : names.slice(0, 5);
  return new InvalidInputError(
    `freeze: no weight is called '${pattern}'. There are, for example: ${some.map((name) => `'${name}'`).join(', ')}.`,
    { argument: 'freeze', given: pattern },
  );
}

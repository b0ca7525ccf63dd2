import { describeValue, InvalidInputError, MissingItemError, nearestNames } from '@tovec/core';

/**
 * Checks which named values are asked for.
 *
 * @throws InvalidInputError where there are none; MissingItemError for one that the network does not have
 */
export function checkOutputs(
  owner: string,
  outputs: readonly string[],
  known: readonly string[],
): void {
  if (!Array.isArray(outputs) || outputs.length === 0) {
    throw new InvalidInputError('outputs must be a list of at least one name.', {
      ...{ argument: 'outputs', given: outputs },
    });
  }
  const unknown = outputs.find((name) => !known.includes(name));
  if (unknown !== undefined) throw noSuchValue(owner, unknown, known);
}

/** The error for a value that does not exist, with the names that it may have meant. */
export function noSuchValue(
  owner: string,
  name: string,
  names: readonly string[],
): MissingItemError {
  const nearest = nearestNames(name, names);
  const hint =
    nearest.length > 0
      ? `Did you mean ${nearest.map(describeValue).join(' or ')}?`
      : `It has ${names.slice(0, 20).map(describeValue).join(', ')}${names.length > 20 ? ', …' : ''}.`;
  return new MissingItemError(`${owner} has no value ${describeValue(name)}. ${hint}`, {
    item: name,
  });
}

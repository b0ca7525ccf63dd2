import { describeValue, InvalidInputError } from '@tovec/core';

/** What a collection holds; a lone string is no collection of its letters. */
export function listOf<Value>(name: string, values: Iterable<Value>): Value[] {
  if (typeof values === 'object' && values !== null && Symbol.iterator in values) {
    return Array.from(values);
  }
  throw new InvalidInputError(
    `${name} must be a collection, e.g. an array, but was ${describeValue(values)}.`,
    { argument: name, given: values },
  );
}

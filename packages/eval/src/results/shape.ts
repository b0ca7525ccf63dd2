import { describeValue, InvalidInputError } from '@tovec/core';

/** Checks a value at a place of a result, which the error names. */
export type Shape = (value: unknown, place: string) => void;

function refuse(expected: string, value: unknown, place: string): never {
  throw new InvalidInputError(`${place} must be ${expected}, but was ${describeValue(value)}.`, {
    ...{ argument: place, given: value },
  });
}

/** What a value of JSON can be asked to be. Keys that nobody asks for are let be. */
export const shape = {
  text: ((value, place) => {
    if (typeof value !== 'string') refuse('a string', value, place);
  }) as Shape,

  number: ((value, place) => {
    if (!Number.isFinite(value)) refuse('a number', value, place);
  }) as Shape,

  count: ((value, place) => {
    if (!Number.isSafeInteger(value) || (value as number) < 0) refuse('a count', value, place);
  }) as Shape,

  boolean: ((value, place) => {
    if (typeof value !== 'boolean') refuse('true or false', value, place);
  }) as Shape,

  matching:
    (pattern: RegExp, expected: string): Shape =>
    (value, place) => {
      if (typeof value !== 'string' || !pattern.test(value)) refuse(expected, value, place);
    },

  optional:
    (inner: Shape): Shape =>
    (value, place) => {
      if (value !== undefined) inner(value, place);
    },

  nullable:
    (inner: Shape): Shape =>
    (value, place) => {
      if (value !== null) inner(value, place);
    },

  list:
    (inner: Shape): Shape =>
    (value, place) => {
      if (!Array.isArray(value)) refuse('a list', value, place);
      for (const [at, item] of (value as unknown[]).entries()) inner(item, `${place}[${at}]`);
    },

  object:
    (fields: Readonly<Record<string, Shape>>): Shape =>
    (value, place) => {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) {
        refuse('an object', value, place);
      }
      for (const [key, inner] of Object.entries(fields)) {
        inner((value as Record<string, unknown>)[key], place === '' ? key : `${place}.${key}`);
      }
    },
};

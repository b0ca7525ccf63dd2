import { describe, expect, test } from 'vitest';
import { check } from './check.js';
import { InvalidInputError } from './errors/invalid-input-error.js';

describe('integer', () => {
  test('returns an integer within its bounds', () => {
    expect(check.integer('dimensions', 100, { min: 1, max: 100 })).toBe(100);
    expect(check.integer('seed', -5)).toBe(-5);
  });

  test.each([0, 101, 1.5, Number.NaN, Infinity, '5', null, undefined, 2 ** 53, 5n])(
    'refuses %s',
    (value) => {
      const refuse = () => check.integer('dimensions', value, { min: 1, max: 100 });
      expect(refuse).toThrow(InvalidInputError);
      expect(refuse).toThrow(/^dimensions must be an integer from 1 to 100, but was /);
    },
  );

  test('puts the name and the value into the error', () => {
    try {
      check.integer('window', -1, { min: 1 });
      expect.unreachable();
    } catch (error) {
      expect(error).toMatchObject({
        argument: 'window',
        given: -1,
        message: 'window must be an integer of at least 1, but was -1.',
      });
    }
  });
});

describe('number', () => {
  test('returns a finite number within its bounds', () => {
    expect(check.number('sample', 0, { min: 0 })).toBe(0);
    expect(check.number('learningRate', 0.025, { above: 0, max: 1 })).toBe(0.025);
  });

  test.each([0, 2, Number.NaN, Infinity, -Infinity, '0.1'])('refuses %s', (value) => {
    expect(() => check.number('learningRate', value, { above: 0, max: 1 })).toThrow(
      /^learningRate must be a finite number greater than 0 and of at most 1, but was /,
    );
  });
});

describe('oneOf', () => {
  test('returns the choice', () => {
    expect(check.oneOf('architecture', 'cbow', ['skip-gram', 'cbow'])).toBe('cbow');
  });

  test('lists the choices, and suggests the nearest', () => {
    expect(() => check.oneOf('architecture', 'skipgram', ['skip-gram', 'cbow'])).toThrow(
      "architecture must be one of 'skip-gram', 'cbow', but was 'skipgram'. Did you mean 'skip-gram'?",
    );
  });
});

test('boolean and string refuse other types', () => {
  expect(check.boolean('normalize', false)).toBe(false);
  expect(() => check.boolean('normalize', 1)).toThrow('normalize must be true or false, but was 1');
  expect(check.string('id', '')).toBe('');
  expect(() => check.string('id', '', { nonEmpty: true })).toThrow(
    "id must be a string with at least one character, but was ''",
  );
  expect(() => check.string('id', [1])).toThrow('id must be a string, but was an array of 1');
});

describe('knownKeys', () => {
  test('returns options whose keys are all known', () => {
    const options = { window: 5 };
    expect(check.knownKeys('TrainOptions', options, ['window', 'epochs'])).toBe(options);
  });

  test('suggests the option that was meant', () => {
    expect(() => check.knownKeys('TrainOptions', { dimension: 5 }, ['dimensions'])).toThrow(
      "TrainOptions has no option 'dimension'. Did you mean 'dimensions'?",
    );
  });

  test('lists the options when none is near', () => {
    expect(() => check.knownKeys('TrainOptions', { zzzzzz: 5 }, ['window', 'epochs'])).toThrow(
      "TrainOptions has no option 'zzzzzz'. It takes: window, epochs.",
    );
  });

  test.each([null, 5, 'text', [1]])('refuses %s for options', (value) => {
    expect(() => check.knownKeys('TrainOptions', value as object, [])).toThrow(InvalidInputError);
  });
});

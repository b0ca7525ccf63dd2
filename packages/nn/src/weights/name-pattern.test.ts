import fc from 'fast-check';
import { expect, test } from 'vitest';
import { matchesPattern } from './name-pattern.js';

test.each<[string, string, boolean]>([
  ['fc.weight', 'fc.weight', true],
  ['fc.weight', 'fc', false],
  ['fc.weight', 'fc.*', true],
  ['bn1.num_batches_tracked', '*.num_batches_tracked', true],
  ['layer1.0.conv1.weight', 'layer*.conv1.*', true],
  ['aXb', '*aXb*', true],
  ['ab', 'ab*b', false],
  ['anything', '*', true],
  ['', '*', true],
  ['fcXweight', 'fc.weight', false],
])('%s and the pattern %s: %s', (name, pattern, expected) => {
  expect(matchesPattern(name, pattern)).toBe(expected);
});

test('it is what a regular expression says', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', '.'), maxLength: 8 });
  const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '.', '*'), maxLength: 6 });
  fc.assert(
    fc.property(text, pattern, (name, given) => {
      const regular = new RegExp(`^${given.replaceAll('.', '\\.').replaceAll('*', '.*')}$`);
      expect(matchesPattern(name, given)).toBe(regular.test(name));
    }),
    { numRuns: 2000 },
  );
});

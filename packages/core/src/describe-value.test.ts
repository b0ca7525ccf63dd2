import { expect, test } from 'vitest';
import { describeValue } from './describe-value.js';

test.each([
  ['word', "'word'"],
  ["it's\n", "'it\\'s\\n'"],
  ['"quoted"', `'"quoted"'`],
  ['x'.repeat(100), `'${'x'.repeat(57)}...'`],
  [1.5, '1.5'],
  [-0, '-0'],
  [Number.NaN, 'NaN'],
  [5n, '5n'],
  [undefined, 'undefined'],
  [null, 'null'],
  [[1, 2], 'an array of 2'],
  [new Float32Array(3), 'a Float32Array of 3'],
  [new DataView(new ArrayBuffer(4)), 'a DataView of 4'],
  [{}, 'an object'],
  [new Map(), 'a value of type Map'],
  [new Error('oops'), 'an error (oops)'],
  [() => 1, 'a function'],
  [Symbol('s'), 'Symbol(s)'],
])('describes %o as %s', (value, description) => {
  expect(describeValue(value)).toBe(description);
});

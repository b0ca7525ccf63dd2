import { InvalidInputError } from '@tovec/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { allocateMatrix } from './matrix.js';
import { firstNotFinite, meanRows } from './rows.js';

/** A table of small numbers that float32 sums hold in any order. */
function tableOf(rows: number, dimensions: number) {
  const table = allocateMatrix(rows, dimensions);
  for (let at = 0; at < table.values.length; at++) table.values[at] = Math.sin(at * 12.9898);
  return table;
}

describe('means of rows', () => {
  test('are sums in float32 and in order, times one over their number, to the bit', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 70 }),
        fc.array(fc.array(fc.nat(40), { maxLength: 30 }), { maxLength: 20 }),
        (dimensions, lists) => {
          const table = tableOf(41, dimensions);
          const offsets = Uint32Array.from([0, ...lists].map(() => 0));
          for (const [at, list] of lists.entries()) offsets[at + 1] = offsets[at]! + list.length;
          const means = new Float32Array(lists.length * dimensions);
          meanRows(table, { offsets, rows: Uint32Array.from(lists.flat()) }, means);
          const expected = lists.flatMap((list) =>
            Array.from({ length: dimensions }, (_, column) => {
              let sum = 0;
              for (const row of list) {
                sum = Math.fround(sum + table.values[row * dimensions + column]!);
              }
              return list.length === 0 ? 0 : Math.fround(sum * Math.fround(1 / list.length));
            }),
          );
          expect([...means]).toEqual(expected.map((value) => value + 0));
        },
      ),
    );
  });

  test('are the same for more lists than fit the scratch', () => {
    const table = tableOf(1000, 100);
    const offsets = Uint32Array.from({ length: 5001 }, (_, at) => at * 20);
    const rows = Uint32Array.from({ length: 100_000 }, (_, at) => (at * 7919) % 1000);
    const means = new Float32Array(5000 * 100);
    meanRows(table, { offsets, rows }, means);
    for (const list of [0, 1234, 4999]) {
      const alone = new Float32Array(100);
      const its = rows.subarray(list * 20, list * 20 + 20);
      meanRows(table, { offsets: Uint32Array.of(0, 20), rows: its }, alone);
      expect(means.subarray(list * 100, (list + 1) * 100)).toEqual(alone);
    }
  });

  test('refuse rows that are not there, offsets that fall, a target that is too small', () => {
    const table = tableOf(3, 2);
    const means = new Float32Array(2);
    const one = Uint32Array.of(0, 1);
    expect(() => meanRows(table, { offsets: one, rows: Uint32Array.of(3) }, means)).toThrow(
      'A list names row 3, but the matrix has 3 rows',
    );
    const falling = { offsets: Uint32Array.of(1, 0), rows: one };
    expect(() => meanRows(table, falling, means)).toThrow(InvalidInputError);
    const beyond = { offsets: Uint32Array.of(0, 3), rows: one };
    expect(() => meanRows(table, beyond, means)).toThrow(InvalidInputError);
    expect(() => meanRows(table, { offsets: one, rows: one }, means.subarray(1))).toThrow(
      'target.length must be an integer of at least 2',
    );
  });
});

test('the first number that is not finite is found wherever it stands', () => {
  const table = tableOf(5, 9);
  expect(firstNotFinite(table, 0, 45)).toBe(-1);
  for (const place of [0, 3, 15, 16, 31, 44]) {
    for (const wild of [Number.NaN, Number.POSITIVE_INFINITY]) {
      const held = table.values[place]!;
      table.values[place] = wild;
      expect(firstNotFinite(table, 0, 45)).toBe(place);
      expect(firstNotFinite(table, place + 1, 45)).toBe(-1);
      table.values[place] = held;
    }
  }
});

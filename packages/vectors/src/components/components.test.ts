import { readFileSync } from 'node:fs';
import { createRandom, InvalidInputError } from '@tovec/core';
import { describe, expect, test } from 'vitest';
import { principalComponents, projectOnto } from './principal-components.js';

interface Decomposition {
  readonly singularValues: number[];
  readonly components: number[][];
  readonly shares: number[];
}
interface Golden {
  readonly tables: readonly {
    readonly dimensions: number;
    readonly data: number[];
    readonly centred: Decomposition;
    readonly plain: Decomposition;
  }[];
}
const path = new URL('../../fixtures/components.json', import.meta.url);
const { tables } = JSON.parse(readFileSync(path, 'utf8')) as Golden;

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return Array.from(a, (value, at) => value * b[at]!).reduce((sum, value) => sum + value, 0);
}

describe('principal components', () => {
  const cases = tables.flatMap((table) =>
    (['centred', 'plain'] as const).map((kind) => ({ ...table, kind, expected: table[kind] })),
  );

  test.each(cases)('are those of numpy: $kind, $dimensions', (given) => {
    const { data, dimensions, kind, expected } = given;
    const found = principalComponents(Float64Array.from(data), {
      ...{ dimensions, count: 3, center: kind === 'centred' },
    });
    for (let at = 0; at < 3; at++) {
      expect(found.singularValues[at]).toBeCloseTo(expected.singularValues[at]!, 9);
      expect(found.shares[at]).toBeCloseTo(expected.shares[at]!, 10);
      const own = found.components.subarray(at * dimensions, (at + 1) * dimensions);
      // A direction and its opposite are the same.
      expect(Math.abs(dot(own, expected.components[at]!))).toBeCloseTo(1, 11);
      expect(Math.max(...own)).toBeGreaterThanOrEqual(-Math.min(...own));
    }
  });

  test('are orthogonal and complete, where all are asked for', () => {
    const random = createRandom(3);
    const data = Float32Array.from({ length: 50 * 8 }, () => random.normal());
    const { components, shares } = principalComponents(data, { dimensions: 8, count: 8 });
    for (let a = 0; a < 8; a++) {
      for (let b = 0; b <= a; b++) {
        const [first, second] = [a, b].map((at) => components.subarray(8 * at, 8 * at + 8));
        expect(dot(first!, second!)).toBeCloseTo(a === b ? 1 : 0, 12);
      }
    }
    expect(shares.reduce((sum, share) => sum + share)).toBeCloseTo(1, 12);
  });

  test('are found where several are equally long, and where there is nothing to find', () => {
    const cube = Float32Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1, -1, 0, 0, 0, -1, 0, 0, 0, -1);
    const equal = principalComponents(cube, { dimensions: 3, count: 3 });
    for (const value of equal.singularValues) expect(value).toBeCloseTo(Math.SQRT2, 12);
    const flat = principalComponents(new Float32Array(12).fill(7), { dimensions: 3, count: 2 });
    expect([...flat.shares, ...flat.singularValues]).toEqual([0, 0, 0, 0]);
    expect(dot(flat.components.subarray(0, 3), flat.components.subarray(3))).toBeCloseTo(0, 12);
    const line = Float32Array.from([0, 1, 2, 3].flatMap((x) => [x, 2 * x, 2 * x]));
    const [first] = principalComponents(line, { dimensions: 3 }).shares;
    expect(first).toBeCloseTo(1, 12);
  });

  test('of many rows keep the distances that they explain', () => {
    const random = createRandom(5);
    const data = Float32Array.from({ length: 3000 * 64 }, (_, at) =>
      at % 64 < 2 ? 5 * random.normal() : random.normal() / 10,
    );
    const found = principalComponents(data, { dimensions: 64 });
    const places = projectOnto(found, data);
    const original = Math.hypot(data[0]! - data[64]!, data[1]! - data[65]!);
    expect(Math.hypot(places[0]! - places[2]!, places[1]! - places[3]!)).toBeCloseTo(original, 1);
    expect(principalComponents(data, { dimensions: 64 })).toEqual(found);
  });

  test.each([
    ['count', [1, 2, 3, 4], { dimensions: 2, count: 3 }, 'A table of 2 × 2 has no 3 components'],
    ['data', [1, 2, 3], { dimensions: 2 }, '3 numbers are no rows of 2 dimensions'],
    ['data', [1, 2, Number.NaN, 4], { dimensions: 2 }, 'Row 1 has NaN in dimension 0'],
    ['count', [], { dimensions: 2 }, 'A table of 0 × 2 has no 2 components'],
    ['dimensions', [1], { dimensions: 0 }, 'dimensions must be an integer of at least 1'],
  ])('are refused where there are none: %s', (argument, data, options, message) => {
    const act = () => principalComponents(Float32Array.from(data as number[]), options);
    expect(act).toThrow(InvalidInputError);
    expect(act).toThrow(expect.objectContaining({ argument }));
    expect(act).toThrow(message);
  });
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { permuteAxes } from './permute-axes.js';

/** By definition: result[i₀, i₁, …] is the value whose axis `order[p]` has the index `iₚ`. */
function byDefinition(values: Float32Array, shape: readonly number[], order: readonly number[]) {
  const target = order.map((axis) => shape[axis]!);
  return Float32Array.from(values, (_, flat) => {
    const indices = new Array<number>(shape.length);
    let rest = flat;
    for (let place = order.length - 1; place >= 0; place--) {
      indices[order[place]!] = rest % target[place]!;
      rest = Math.floor(rest / target[place]!);
    }
    return values[indices.reduce((offset, index, axis) => offset * shape[axis]! + index, 0)]!;
  });
}

test('axes are put in any order as the definition says', () => {
  const shapes = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 5 });
  const cases = shapes.chain((shape) =>
    fc.tuple(
      fc.constant(shape),
      fc.shuffledSubarray([...shape.keys()], { minLength: shape.length }),
    ),
  );
  fc.assert(
    fc.property(cases, ([shape, order]) => {
      const size = shape.reduce((product, length) => product * length, 1);
      const values = Float32Array.from({ length: size }, (_, index) => index);
      expect(permuteAxes(values, shape, order)).toEqual(byDefinition(values, shape, order));
    }),
    { numRuns: 300 },
  );
});

test('tables larger than a tile come out whole', () => {
  const values = Float32Array.from({ length: 70 * 33 * 3 }, (_, index) => index);
  for (const order of [
    [2, 1, 0],
    [1, 0, 2],
    [2, 0, 1],
  ]) {
    expect(permuteAxes(values, [70, 33, 3], order)).toEqual(
      byDefinition(values, [70, 33, 3], order),
    );
  }
});

test('nothing is copied where nothing moves', () => {
  const values = Float32Array.of(1, 2, 3);
  expect(permuteAxes(values, [1, 3, 1], [2, 1, 0])).toBe(values);
  expect(permuteAxes(new Float32Array(0), [0, 3], [1, 0])).toHaveLength(0);
});

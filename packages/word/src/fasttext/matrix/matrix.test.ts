import { createRandom, InvalidInputError } from '@tovec/core';
import { allocateMatrix } from '@tovec/kernels';
import { describe, expect, test } from 'vitest';
import { quantizeMatrix, rowSource } from '../quantize/quantize-matrix.js';
import { decoded, toPrecision } from './convert.js';
import { DenseMatrix } from './dense-matrix.js';
import type { FastTextMatrix } from './matrix.js';

const dimensions = 10;

function dense(rows = 600): DenseMatrix {
  const matrix = allocateMatrix(rows, dimensions);
  const random = createRandom(1);
  for (let at = 0; at < matrix.values.length; at++) matrix.values[at] = random.normal() / 10;
  matrix.values.fill(0, 30, 40);
  return new DenseMatrix(matrix);
}

const quantized = (separateNorms: boolean, partSize = 3) =>
  quantizeMatrix(rowSource(dense()), { partSize, separateNorms, seed: 1, onPart: async () => {} });

/** The greatest distance of a number from what it was. */
function largestError(matrix: FastTextMatrix): number {
  const { values } = dense().matrix;
  return decoded(matrix).values.reduce((largest, value, at) => {
    return Math.max(largest, Math.abs(value - values[at]!));
  }, 0);
}

describe.each<[string, () => FastTextMatrix | Promise<FastTextMatrix>, number]>([
  ['float32', () => dense(), 0],
  ['float16', () => toPrecision(dense(), 'float16'), 0.5 * 2 ** -12],
  ['int8', () => toPrecision(dense(), 'int8'), 0.0017],
  ['a product quantiser', () => quantized(false), 0.2],
  ['a product quantiser and norms', () => quantized(true), 0.2],
])('a table in %s', (_, make, tolerance) => {
  test('holds its numbers, as far as it can', async () => {
    const matrix = await make();
    expect(largestError(matrix)).toBeLessThanOrEqual(tolerance);
    const row = new Float32Array(dimensions);
    matrix.addRow(3, row);
    expect(Math.max(...row.map(Math.abs))).toBeLessThan(0.1);
  });

  test('adds, averages and multiplies them', async () => {
    const matrix = await make();
    const { values } = decoded(matrix);
    const vector = Float32Array.from({ length: dimensions }, (_, at) => at - 4);
    const dots = Array.from({ length: matrix.rows }, (_, row) =>
      vector.reduce((sum, x, at) => sum + x * values[row * dimensions + at]!, 0),
    );
    const scores = matrix.scores(Float32Array.of(...vector, ...vector));
    for (let row = 0; row < matrix.rows; row += 13) {
      expect(matrix.dot(row, vector)).toBeCloseTo(dots[row]!, 5);
      expect(scores[row]).toBeCloseTo(dots[row]!, 5);
      expect(scores[matrix.rows + row]).toBe(scores[row]);
    }
    const means = new Float32Array(3 * dimensions);
    const offsets = Uint32Array.of(0, 2, 2, 3);
    matrix.means({ offsets, rows: Uint32Array.of(5, 7, 9) }, means);
    for (let at = 0; at < dimensions; at++) {
      const [five, seven, nine] = [5, 7, 9].map((row) => values[row * dimensions + at]!);
      expect(means[at]).toBeCloseTo((five! + seven!) / 2, 6);
      expect(means[dimensions + at]).toBe(0);
      expect(means[2 * dimensions + at]).toBeCloseTo(nine!, 6);
    }
  });

  test('takes the bytes it says', async () => {
    const matrix = await make();
    const bytes = { float32: 24_000, float16: 12_000, int8: 6000 + 2400, product: 0 };
    if (matrix.precision !== 'product') expect(matrix.bytes).toBe(bytes[matrix.precision]);
    else expect(matrix.bytes).toBeLessThan(600 * 4 + 256 * dimensions * 4 + 600 + 1024 + 1);
  });
});

test('a smaller part loses less, and 256 different rows lose nothing', async () => {
  const errors = [];
  for (const partSize of [1, 2, 5]) errors.push(largestError(await quantized(false, partSize)));
  expect(errors).toEqual([...errors].sort((a, b) => a - b));
  const few = rowSource(
    dense(),
    Uint32Array.from({ length: 256 }, (_, row) => row),
  );
  const options = { separateNorms: false, seed: 1, onPart: async () => {} };
  const exact = await quantizeMatrix(few, { ...options, partSize: dimensions });
  const row = new Float32Array(dimensions);
  exact.addRow(17, row);
  for (const [at, x] of few.row(17).entries()) expect(row[at]).toBeCloseTo(x, 6);
});

test('the same seed gives the same codes', async () => {
  const [one, other] = [await quantized(true), await quantized(true)];
  expect(one.codes).toEqual(other.codes);
  expect(one.norms).toEqual(other.norms);
});

test('what is too large for float16 is refused, not made infinite', () => {
  const matrix = dense();
  matrix.matrix.values[5] = 70_000;
  expect(() => toPrecision(matrix, 'float16')).toThrow(InvalidInputError);
  expect(toPrecision(matrix, 'int8').precision).toBe('int8');
});

import { createRandom, InvalidInputError } from '@tovec/core';
import { describe, expect, test } from 'vitest';
import { allocateLinearRows } from './linear.js';

/** A table of random numbers, and them as plain rows with a 1 behind. */
function randomTable(rows: number, dimensions: number, seed = 1) {
  const random = createRandom(seed);
  const table = allocateLinearRows(rows, dimensions);
  const plain = Array.from({ length: rows }, (_, row) => {
    const own = Array.from({ length: dimensions }, () => Math.fround(random.normal()));
    table.values.set(own, row * table.stride);
    return [...own, 1];
  });
  const weights = (labels: number, size = 0.5) =>
    Array.from({ length: labels }, () =>
      Float64Array.from({ length: dimensions + 1 }, () => Math.fround(size * random.normal())),
    );
  return { table, plain, weights, random };
}

const dot = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Array.from(a).reduce((sum, value, at) => sum + value * b[at]!, 0);

/** Losses and gradients in double precision, as the formulas say. */
function reference(
  plain: readonly number[][],
  weights: readonly Float64Array[],
  targets: ArrayLike<number>,
  kind: 'softmax' | 'logistic',
) {
  const losses = weights.map(() => 0);
  const gradients = weights.map((own) => own.map(() => 0));
  for (const [row, x] of plain.entries()) {
    const scores = weights.map((own) => dot(own, x));
    const most = Math.max(...scores);
    const total = scores.reduce((sum, score) => sum + Math.exp(score - most), 0);
    for (const [label, score] of scores.entries()) {
      const target = targets[label * plain.length + row]!;
      const p = kind === 'softmax' ? Math.exp(score - most) / total : 1 / (1 + Math.exp(-score));
      losses[label]! +=
        kind === 'softmax'
          ? -target * (score - most - Math.log(total))
          : Math.max(score, 0) + Math.log1p(Math.exp(-Math.abs(score))) - target * score;
      for (let d = 0; d < x.length; d++) gradients[label]![d]! += (p - target) * x[d]!;
    }
  }
  return { losses, gradients };
}

const shapes = [
  [1, 1, 2],
  [3, 2, 3],
  [5, 7, 1],
  [130, 15, 10],
  [517, 33, 5],
  [2100, 63, 4],
] as const;

describe('scores', () => {
  test.each(shapes)(
    'of %i rows of %i numbers for %i labels are dot products',
    (rows, dims, labels) => {
      const { table, plain, weights } = randomTable(rows, dims);
      const given = weights(labels);
      const scores = table.scores(given);
      expect(scores).toHaveLength(labels * rows);
      for (const [row, x] of plain.entries()) {
        for (let label = 0; label < labels; label++) {
          expect(Math.abs(scores[label * rows + row]! - dot(given[label]!, x))).toBeLessThan(2e-5);
        }
      }
    },
  );
});

describe('the loss and its gradient', () => {
  test.each(shapes)('over %i rows of %i numbers: softmax of %i labels', (rows, dims, labels) => {
    const { table, plain, weights, random } = randomTable(rows, dims);
    const targets = new Float32Array(labels * rows);
    for (let row = 0; row < rows; row++) targets[random.integer(labels) * rows + row] = 1;
    const loss = table.softmaxLoss(labels, targets);
    // Twice, since what one evaluation leaves must not reach the next.
    for (const size of [0.1, 1]) {
      const given = weights(labels, size);
      const gradients = given.map((own) => own.map(() => 7));
      const found = loss.evaluate(given, gradients);
      const expected = reference(plain, given, targets, 'softmax');
      const sum = expected.losses.reduce((total, value) => total + value, 0);
      expect(Math.abs(found - sum)).toBeLessThan(1e-6 * (rows + sum));
      expectNear(gradients, expected.gradients, 3e-7 * (rows + 10));
    }
  });

  test.each(shapes)('over %i rows of %i numbers: logistic of %i labels', (rows, dims, labels) => {
    const { table, plain, weights, random } = randomTable(rows, dims);
    const targets = Float32Array.from({ length: labels * rows }, () => random.integer(2));
    const loss = table.logisticLoss(labels, targets);
    const given = weights(labels);
    const gradients = given.map((own) => own.map(() => 7));
    const found = loss.evaluate([...given.keys()], given, gradients);
    const expected = reference(plain, given, targets, 'logistic');
    for (const [label, value] of found.entries()) {
      expect(Math.abs(value - expected.losses[label]!)).toBeLessThan(1e-6 * (rows + value));
    }
    expectNear(gradients, expected.gradients, 3e-7 * (rows + 10));
    if (labels < 3) return;
    // Some of the labels, in another order, are what they are among all.
    const some = [given[2]!, given[0]!];
    const others = some.map((own) => own.map(() => 0));
    const again = loss.evaluate([2, 0], some, others);
    expect(again[0]).toBeCloseTo(found[2]!, 3);
    expectNear([others[1]!], [gradients[0]!], 1e-3);
  });

  test('stays finite with scores that no exponential can hold', () => {
    const { table } = randomTable(4, 2);
    table.values.fill(0);
    for (let row = 0; row < 4; row++) table.values[row * table.stride] = 1000;
    const targets = Float32Array.of(1, 1, 0, 0, 0, 0, 1, 1);
    const weights = [Float64Array.of(5, 0, 0), Float64Array.of(-5, 0, 0)];
    const gradients = weights.map((own) => own.map(() => 0));
    expect(table.softmaxLoss(2, targets).evaluate(weights, gradients)).toBeCloseTo(20_000, 6);
    expect([...gradients[0]!]).toEqual([2000, 0, 0]);
    const losses = table.logisticLoss(2, targets).evaluate([0, 1], weights, gradients);
    expect([...losses]).toEqual([10_000, 10_000]);
  });

  test('is not computed for labels or weights that are not there', () => {
    const { table, weights } = randomTable(4, 2);
    expect(() => table.softmaxLoss(2, new Float32Array(7))).toThrow(InvalidInputError);
    const loss = table.logisticLoss(2, new Float32Array(8));
    const gradients = [new Float64Array(3)];
    expect(() => loss.evaluate([2], weights(1), gradients)).toThrow(InvalidInputError);
    expect(() => loss.evaluate([0], weights(2), gradients)).toThrow(InvalidInputError);
    expect(() => allocateLinearRows(0, 2)).toThrow(InvalidInputError);
  });
});

describe('a step of k-means', () => {
  test.each([
    [1, 1, 1],
    [7, 3, 2],
    [301, 20, 6],
    [2500, 12, 11],
  ])('assigns %i rows of %i numbers to the nearest of %i centres', (rows, dims, count) => {
    const { table, plain, random } = randomTable(rows, dims);
    const assigner = table.centreAssigner(count);
    for (let step = 0; step < 3; step++) {
      const centres = Float64Array.from({ length: count * dims }, () =>
        Math.fround(random.normal()),
      );
      const { labels, nearness, changed } = assigner.assign(centres);
      if (step === 0) expect(changed).toBe(rows);
      const sums = Array.from({ length: count }, () => new Float64Array(dims + 1));
      for (const [row, x] of plain.entries()) {
        const distance = (centre: number) =>
          x.slice(0, -1).reduce((sum, v, d) => sum + (v - centres[centre * dims + d]!) ** 2, 0);
        const all = Array.from({ length: count }, (_, centre) => distance(centre));
        const square = dot(x, x) - 1;
        expect(all[labels[row]!]! - Math.min(...all)).toBeLessThan(1e-4);
        expect(square - 2 * nearness[row]!).toBeCloseTo(all[labels[row]!]!, 3);
        for (const [d, value] of x.entries()) sums[labels[row]!]![d]! += value;
      }
      for (const [centre, expected] of sums.entries()) {
        const { sum, count: size } = assigner.sumOf(centre);
        expect(size).toBe(expected[dims]);
        expectNear([sum], [expected.slice(0, dims)], 1e-9);
      }
      expect(assigner.assign(centres).changed).toBe(0);
    }
    assigner.reset();
    expect(
      assigner.assign(new Float64Array(count * dims)).labels.every((label) => label === 0),
    ).toBe(true);
  });

  test('gives a row to the first of equally near centres', () => {
    const table = allocateLinearRows(2, 1);
    table.values[0] = 1;
    table.values[table.stride] = -3;
    const { labels } = table.centreAssigner(4).assign(Float64Array.of(9, 2, 0, 2));
    expect([...labels]).toEqual([1, 2]);
  });
});

function expectNear(
  found: readonly Float64Array[],
  expected: readonly Float64Array[],
  within: number,
): void {
  for (const [label, own] of found.entries()) {
    const worst = own.reduce((most, v, d) => Math.max(most, Math.abs(v - expected[label]![d]!)), 0);
    expect(worst).toBeLessThan(within);
  }
}

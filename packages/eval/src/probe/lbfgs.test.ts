import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Evaluation, type LbfgsOptions, lbfgs } from './lbfgs.js';

/** Minimises a function; how often it was asked as well. */
function minimise(
  start: readonly number[],
  evaluate: (x: Float64Array) => Evaluation,
  options: Partial<LbfgsOptions> = {},
) {
  const search = lbfgs(Float64Array.from(start), { tolerance: 1e-6, iterations: 1000, ...options });
  let asked = search.next();
  let evaluations = 0;
  while (!asked.done) {
    evaluations++;
    asked = search.next(evaluate(asked.value));
  }
  return { ...asked.value, evaluations };
}

/** ½ Σ aᵢ (xᵢ − mᵢ)² */
function quadratic(factors: readonly number[], middle: readonly number[]) {
  return (x: Float64Array): Evaluation => {
    const gradient = x.map((value, at) => factors[at]! * (value - middle[at]!));
    const value = gradient.reduce(
      (sum, slope, at) => sum + (slope * (x[at]! - middle[at]!)) / 2,
      0,
    );
    return { value, gradient };
  };
}

function rosenbrock([x = 0, y = 0]: Float64Array): Evaluation {
  const [a, b] = [1 - x, y - x * x];
  return { value: a * a + 100 * b * b, gradient: Float64Array.of(-2 * a - 400 * x * b, 200 * b) };
}

describe('L-BFGS', () => {
  test('finds the lowest point of a valley a hundred times as long as it is wide', () => {
    const factors = Array.from({ length: 30 }, (_, at) => 10 ** ((4 * at) / 29));
    const middle = factors.map((_, at) => Math.sin(at));
    const found = minimise(
      factors.map(() => 5),
      quadratic(factors, middle),
    );
    expect(found.converged).toBe(true);
    for (const [at, value] of found.point.entries()) expect(value).toBeCloseTo(middle[at]!, 4);
  });

  test('follows a valley that bends', () => {
    const { point, converged, evaluations } = minimise([-1.2, 1], rosenbrock);
    expect(converged).toBe(true);
    expect(point[0]).toBeCloseTo(1, 5);
    expect(point[1]).toBeCloseTo(1, 5);
    expect(evaluations).toBeLessThan(80);
  });

  test('ends at once where it begins at the lowest point', () => {
    const found = minimise([2, 3], quadratic([1, 1], [2, 3]));
    expect(found).toMatchObject({ iterations: 0, evaluations: 1, converged: true });
  });

  test('says when it had too few steps', () => {
    expect(minimise([-1.2, 1], rosenbrock, { iterations: 3 })).toMatchObject({
      ...{ iterations: 3, converged: false },
    });
  });

  test('ends, unconverged, where there is no lowest point to be seen', () => {
    const slope = (x: Float64Array) => ({ value: -x[0]!, gradient: Float64Array.of(-1) });
    expect(minimise([0], slope, { iterations: 20 }).converged).toBe(false);
    const broken = () => ({ value: Number.NaN, gradient: Float64Array.of(1) });
    expect(minimise([0], broken).converged).toBe(false);
  });

  test('comes near enough where values are as coarse as single precision makes them', () => {
    const coarse = (x: Float64Array): Evaluation => {
      const { value, gradient } = quadratic([1, 50, 3], [1, -2, 3])(x);
      return { value: Math.fround(value + 10), gradient: gradient.map(Math.fround) };
    };
    const found = minimise([9, 9, 9], coarse, { tolerance: 1e-4 });
    expect(found.converged).toBe(true);
    expect([...found.point].map((value) => Math.round(value * 1e3) / 1e3)).toEqual([1, -2, 3]);
  });

  test('never ends higher than it began', () => {
    const number = fc.double({ min: -3, max: 3, noNaN: true });
    fc.assert(
      fc.property(number, number, fc.nat({ max: 30 }), (x, y, iterations) => {
        const { value } = minimise([x, y], rosenbrock, { iterations });
        expect(value).toBeLessThanOrEqual(rosenbrock(Float64Array.of(x, y)).value * (1 + 1e-6));
      }),
    );
  });
});

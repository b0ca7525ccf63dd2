import { createRandom } from '@tovec/core';
import { tridiagonalEigen } from './tridiagonal-eigen.js';

/** A symmetric matrix that is known by what it makes of a vector, and what is wanted of it. */
export interface EigenProblem {
  readonly dimensions: number;
  /** How many eigenvectors, those of the largest eigenvalues. */
  readonly count: number;
  /** The largest rank that the matrix may have, and `count` at least. */
  readonly most: number;
  multiply(vector: Float64Array): Float64Array<ArrayBuffer>;
}

/** What is left of a vector after multiplication, beside the largest eigenvalue, that counts as nothing. */
const tolerance = 1e-13;

/**
 * The leading eigenvectors of a symmetric positive matrix by Lanczos' method (1950), every new vector
 * made orthogonal to all before (twice, as Kahan says is enough).
 */
export function leadingEigenvectors({ dimensions, count, most, multiply }: EigenProblem) {
  const random = createRandom(1);
  const basis: Float64Array[] = [];
  const diagonal: number[] = [];
  const below: number[] = [];
  let next = freshDirection(dimensions, basis, () => random.normal());
  let look = Math.min(most, 2 * count + 8);
  for (;;) {
    basis.push(next);
    const product = multiply(next);
    diagonal.push(dot(product, next));
    makeOrthogonal(product, basis);
    const left = Math.sqrt(dot(product, product));
    const scale = Math.max(...diagonal, Number.MIN_VALUE);
    const isSpent = left <= tolerance * scale;
    below.push(isSpent ? 0 : left);
    const size = basis.length;
    if (size === most || size === look) {
      const { values, vectors } = tridiagonalEigen(diagonal, below);
      // How far each pair is from being one: what the next vector would still add to it.
      const errors = values
        .slice(0, count)
        .map((_, at) => left * Math.abs(vectors[at]![size - 1]!));
      if (size === most || errors.every((error) => error <= tolerance * values[0]!)) {
        return combine(basis, values, vectors, count, dimensions);
      }
      look = Math.min(most, Math.ceil(size * 1.4));
    }
    // The vectors so far are a world of their own; whatever else there is is found from outside.
    next = isSpent
      ? freshDirection(dimensions, basis, () => random.normal())
      : product.map((value) => value / left);
  }
}

function freshDirection(
  dimensions: number,
  basis: readonly Float64Array[],
  draw: () => number,
): Float64Array<ArrayBuffer> {
  const vector = new Float64Array(dimensions).map(draw);
  makeOrthogonal(vector, basis);
  const length = Math.sqrt(dot(vector, vector));
  return vector.map((value) => value / length);
}

function makeOrthogonal(vector: Float64Array, basis: readonly Float64Array[]): void {
  for (let round = 0; round < 2; round++) {
    for (const other of basis) {
      const along = dot(vector, other);
      for (let at = 0; at < vector.length; at++) vector[at]! -= along * other[at]!;
    }
  }
}

/** From the small world of the basis back to all dimensions. */
function combine(
  basis: readonly Float64Array[],
  values: readonly number[],
  vectors: readonly Float64Array[],
  count: number,
  dimensions: number,
) {
  const combined = new Float64Array(count * dimensions);
  for (let which = 0; which < count; which++) {
    const own = combined.subarray(which * dimensions, (which + 1) * dimensions);
    for (const [at, vector] of basis.entries()) {
      const weight = vectors[which]![at]!;
      for (let place = 0; place < dimensions; place++) own[place]! += weight * vector[place]!;
    }
  }
  return { vectors: combined, values: Float64Array.from(values.slice(0, count)) };
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += a[at]! * b[at]!;
  return sum;
}

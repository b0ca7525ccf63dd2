import { createRandom } from '@tovec/core';

/** Points in the plane in which some vectors vary most. */
export interface PrincipalPlane {
  readonly xs: Float64Array;
  readonly ys: Float64Array;
  /** The share of all variance along each axis. */
  readonly explained: readonly [number, number];
}

/** Steps of the power iteration: enough for a drawing. */
const steps = 60;

/** The two main components of some vectors, by power iteration (principal component analysis). */
export function principalPlane(
  vectors: readonly ArrayLike<number>[],
  dimensions: number,
  seed: number,
): PrincipalPlane {
  const mean = new Float64Array(dimensions);
  for (const vector of vectors) {
    for (let d = 0; d < dimensions; d++) mean[d]! += vector[d]! / vectors.length;
  }
  const rows = vectors.map((vector) => mean.map((middle, d) => vector[d]! - middle));
  const total = rows.reduce((sum, row) => sum + dot(row, row), 0);
  const first = mainDirection(rows, dimensions, seed, undefined);
  const second = mainDirection(rows, dimensions, seed + 1, first);
  const [xs, ys] = [first, second].map((direction) =>
    Float64Array.from(rows, (row) => dot(row, direction)),
  ) as [Float64Array, Float64Array];
  const share = (values: Float64Array) => (total > 0 ? dot(values, values) / total : 0);
  return { xs, ys, explained: [share(xs), share(ys)] };
}

function mainDirection(
  rows: readonly Float64Array[],
  dimensions: number,
  seed: number,
  without: Float64Array | undefined,
): Float64Array {
  const random = createRandom(seed);
  let direction = Float64Array.from({ length: dimensions }, () => random.normal());
  for (let step = 0; step < steps; step++) {
    const next = new Float64Array(dimensions);
    for (const row of rows) {
      const along = dot(row, direction);
      for (let d = 0; d < dimensions; d++) next[d]! += along * row[d]!;
    }
    if (without !== undefined) {
      const along = dot(next, without);
      for (let d = 0; d < dimensions; d++) next[d]! -= along * without[d]!;
    }
    const length = Math.sqrt(dot(next, next));
    // Nothing is left that varies.
    if (length < 1e-30) return next.fill(0);
    direction = next.map((value) => value / length);
  }
  return direction;
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += a[at]! * b[at]!;
  return sum;
}

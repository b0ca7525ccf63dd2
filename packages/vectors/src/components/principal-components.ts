import { check, describeValue, InvalidInputError } from '@tovec/core';
import { leadingEigenvectors } from './lanczos.js';

export interface PrincipalComponentsOptions {
  /** Numbers in a row of the table. */
  readonly dimensions: number;
  /** How many components; default 2, for a map. No more than there are rows or dimensions. */
  readonly count?: number | undefined;
  /**
   * Whether the mean of the rows is the origin (default): principal component analysis. `false`: the
   * right singular vectors of the rows as they are, as SIF removes the first of (Arora et al. 2017).
   */
  readonly center?: boolean | undefined;
}

/** The directions in which rows differ most. */
export interface PrincipalComponents {
  /** `count × dimensions`, row-major: orthogonal, of length 1; the largest number of each is positive. */
  readonly components: Float64Array<ArrayBuffer>;
  readonly count: number;
  readonly dimensions: number;
  /** The length of all rows along each component, falling. Squared, by rows − 1: its variance. */
  readonly singularValues: Float64Array<ArrayBuffer>;
  /** The share of the variance (the sum of squares) that each component has. */
  readonly shares: Float64Array<ArrayBuffer>;
  /** What was taken as the origin: the mean, or zeros. */
  readonly origin: Float64Array<ArrayBuffer>;
}

/**
 * The leading principal components of the rows of a table, by Lanczos' method with full
 * reorthogonalisation in float64: exact to about 1e-10 of the largest, and the same every time. It
 * costs some tens of passes over the table, not the cube of its dimensions.
 *
 * @param data row-major: of a matrix its `values`, of embeddings their `data`
 * @throws InvalidInputError when the table is no table, has numbers that are not finite, or has fewer
 *   rows or dimensions than components are asked for
 * @example
 * ```ts
 * import { principalComponents } from '@tovec/vectors';
 *
 * const rows = Float32Array.of(1, 1, 2, 2, 3, 3.5, 4, 3.5);
 * const { components, shares } = principalComponents(rows, { dimensions: 2, count: 1 });
 * console.log(components.map((x) => Number(x.toFixed(2)))); // Float64Array(2) [ 0.73, 0.69 ]
 * console.log(shares[0]?.toFixed(2)); // 0.97
 * ```
 */
export function principalComponents(
  data: Float32Array | Float64Array,
  options: PrincipalComponentsOptions,
): PrincipalComponents {
  check.knownKeys('PrincipalComponentsOptions', options, ['dimensions', 'count', 'center']);
  const { dimensions, count = 2, center = true } = options;
  check.boolean('center', center);
  const rows = checkTable(data, dimensions);
  check.integer('count', count, { min: 1 });
  if (count > Math.min(rows, dimensions)) {
    throw new InvalidInputError(
      `A table of ${rows} × ${dimensions} has no ${count} components, at most ${Math.min(rows, dimensions)}.`,
      { argument: 'count', given: count },
    );
  }
  const origin = center ? meanRow(data, rows, dimensions) : new Float64Array(dimensions);
  let total = 0;
  for (let at = 0; at < data.length; at++) total += (data[at]! - origin[at % dimensions]!) ** 2;
  const { vectors, values } = leadingEigenvectors({
    dimensions,
    count,
    most: Math.min(rows, dimensions),
    multiply: (vector) => scatterTimes(data, origin, vector),
  });
  for (let at = 0; at < count; at++) {
    turnPositive(vectors.subarray(at * dimensions, (at + 1) * dimensions));
  }
  return {
    ...{ components: vectors, count, dimensions, origin },
    singularValues: values.map((value) => Math.sqrt(Math.max(0, value))),
    shares: values.map((value) => (total > 0 ? Math.max(0, value) / total : 0)),
  };
}

/**
 * Where the rows of a table lie along components: `rows × count` numbers, row-major.
 *
 * @throws InvalidInputError when the table is no table of their dimensions
 * @example
 * ```ts
 * import { principalComponents, projectOnto } from '@tovec/vectors';
 *
 * const rows = Float32Array.of(0, 0, 3, 4, 6, 8);
 * const components = principalComponents(rows, { dimensions: 2, count: 1 });
 * console.log([...projectOnto(components, rows)].map(Math.round)); // [ -5, 0, 5 ]
 * ```
 */
export function projectOnto(
  { components, count, dimensions, origin }: PrincipalComponents,
  data: Float32Array | Float64Array,
): Float64Array<ArrayBuffer> {
  const rows = checkTable(data, dimensions);
  const places = new Float64Array(rows * count);
  for (let row = 0; row < rows; row++) {
    for (let component = 0; component < count; component++) {
      let sum = 0;
      for (let at = 0; at < dimensions; at++) {
        const centred = data[row * dimensions + at]! - origin[at]!;
        sum += centred * components[component * dimensions + at]!;
      }
      places[row * count + component] = sum;
    }
  }
  return places;
}

function checkTable(data: Float32Array | Float64Array, dimensions: number): number {
  check.integer('dimensions', dimensions, { min: 1 });
  if (!(data instanceof Float32Array || data instanceof Float64Array)) {
    throw new InvalidInputError(
      `data must be a Float32Array or Float64Array, but was ${describeValue(data)}.`,
      { argument: 'data', given: data },
    );
  }
  const rows = data.length / dimensions;
  if (!Number.isInteger(rows)) {
    throw new InvalidInputError(
      `${data.length} numbers are no rows of ${dimensions} dimensions each.`,
      { argument: 'data', given: data.length },
    );
  }
  const wrong = data.findIndex((value) => !Number.isFinite(value));
  if (wrong >= 0) {
    throw new InvalidInputError(
      `Row ${Math.floor(wrong / dimensions)} has ${data[wrong]} in dimension ${wrong % dimensions}; ` +
        'finite numbers are needed.',
      { argument: 'data', given: data[wrong] },
    );
  }
  return rows;
}

function meanRow(data: ArrayLike<number>, rows: number, dimensions: number) {
  const sum = new Float64Array(dimensions);
  for (let at = 0; at < data.length; at++) sum[at % dimensions]! += data[at]!;
  return sum.map((value) => value / rows);
}

/** The scatter matrix of the rows, (X − origin)ᵀ(X − origin), times a vector: without making it. */
function scatterTimes(
  data: ArrayLike<number>,
  origin: Float64Array,
  vector: Float64Array,
): Float64Array<ArrayBuffer> {
  const dimensions = vector.length;
  let shift = 0;
  for (let at = 0; at < dimensions; at++) shift += origin[at]! * vector[at]!;
  const product = new Float64Array(dimensions);
  let length = 0;
  for (let start = 0; start < data.length; start += dimensions) {
    let along = -shift;
    for (let at = 0; at < dimensions; at++) along += data[start + at]! * vector[at]!;
    length += along;
    for (let at = 0; at < dimensions; at++) product[at]! += along * data[start + at]!;
  }
  for (let at = 0; at < dimensions; at++) product[at]! -= length * origin[at]!;
  return product;
}

/** A direction and its opposite are the same component: the one is chosen that numpy's users see. */
function turnPositive(vector: Float64Array): void {
  let largest = 0;
  for (const value of vector) if (Math.abs(value) > Math.abs(largest) + 1e-12) largest = value;
  if (largest < 0) for (let at = 0; at < vector.length; at++) vector[at] = -vector[at]!;
}

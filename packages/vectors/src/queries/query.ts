import { check, describeValue, InvalidInputError } from '@tovec/core';
import type { KeyedVectors } from '../keyed-vectors.js';

/** A vector given by its numbers. */
export type VectorLike = Float32Array | Float64Array | readonly number[];

/** An item, or a vector of as many dimensions as the table has. */
export type ItemOrVector = string | VectorLike;

/** What to be near to, and what to be far from. */
export interface CombinedQuery {
  readonly positive?: ItemOrVector | readonly ItemOrVector[] | undefined;
  readonly negative?: ItemOrVector | readonly ItemOrVector[] | undefined;
}

/** What neighbours can be asked for: of an item, of a vector, or of a sum of some. */
export type NearestQuery = ItemOrVector | CombinedQuery;

/** A query as the kernel wants it: a vector, and the rows that are no answer. */
export interface ResolvedQuery {
  readonly vector: Float32Array;
  readonly exclude: readonly number[];
}

/** Finds the vector of a query. Items of the query are not to be among its answers. */
export function resolveQuery(vectors: KeyedVectors, query: NearestQuery): ResolvedQuery {
  if (typeof query === 'string') {
    const row = vectors.requireRow(query);
    return { vector: vectors.vectorAt(row), exclude: [row] };
  }
  if (isVector(query)) return { vector: checkVector(query, vectors.dimensions), exclude: [] };
  if (typeof query !== 'object' || query === null || Array.isArray(query)) {
    throw new InvalidInputError(
      'A query must be an item, a vector, or { positive, negative }, ' +
        `but was ${describeValue(query)}.`,
      { argument: 'query', given: query },
    );
  }
  return resolveCombined(vectors, query as CombinedQuery);
}

/** The mean of the vectors at unit length, negative ones turned round (as gensim's most_similar). */
function resolveCombined(vectors: KeyedVectors, query: CombinedQuery): ResolvedQuery {
  check.knownKeys('query', query, ['positive', 'negative']);
  const terms = [
    ...listOf(query.positive).map((term) => ({ term, sign: 1 })),
    ...listOf(query.negative).map((term) => ({ term, sign: -1 })),
  ];
  if (terms.length === 0) {
    throw new InvalidInputError('A query needs at least one positive or negative item.', {
      argument: 'query',
      given: query,
    });
  }
  const sum = new Float64Array(vectors.dimensions);
  const exclude: number[] = [];
  for (const { term, sign } of terms) {
    const resolved = resolveTerm(vectors, term);
    if (resolved.row !== undefined) exclude.push(resolved.row);
    const norm = normOf(resolved.vector);
    if (norm === 0) continue;
    for (let at = 0; at < sum.length; at++) sum[at]! += (sign * resolved.vector[at]!) / norm;
  }
  // Vectors that cancel leave float32 rounding behind, which has no direction.
  const scale = normOf(sum) < 1e-7 ? 0 : 1 / terms.length;
  return { vector: Float32Array.from(sum, (x) => x * scale), exclude };
}

/** The vector of an item, or the vector itself; and the item's row. */
export function resolveTerm(
  vectors: KeyedVectors,
  term: ItemOrVector,
): { readonly vector: Float32Array; readonly row: number | undefined } {
  if (isVector(term)) {
    return { vector: checkVector(term, vectors.dimensions), row: undefined };
  }
  const row = vectors.requireRow(term);
  return { vector: vectors.vectorAt(row), row };
}

/** The Euclidean length of a vector, summed in float64. */
export function normOf(vector: ArrayLike<number>): number {
  let sum = 0;
  for (let at = 0; at < vector.length; at++) sum += vector[at]! * vector[at]!;
  return Math.sqrt(sum);
}

function listOf(terms: CombinedQuery['positive']): readonly ItemOrVector[] {
  if (terms === undefined) return [];
  if (typeof terms === 'string' || isVector(terms)) return [terms];
  return terms as readonly ItemOrVector[];
}

function isVector(value: unknown): value is VectorLike {
  if (value instanceof Float32Array || value instanceof Float64Array) return true;
  return Array.isArray(value) && value.length > 0 && value.every((x) => typeof x === 'number');
}

function checkVector(vector: VectorLike, dimensions: number): Float32Array {
  if (vector.length !== dimensions) {
    throw new InvalidInputError(
      `The vector has ${vector.length} numbers, but the table has ${dimensions} dimensions.`,
      { argument: 'vector', given: vector },
    );
  }
  const rounded = Float32Array.from(vector as ArrayLike<number>);
  const wrong = rounded.findIndex((x) => !Number.isFinite(x));
  if (wrong >= 0) {
    throw new InvalidInputError(
      `The vector has ${vector[wrong]} in dimension ${wrong}; finite float32 numbers are needed.`,
      { argument: 'vector', given: vector },
    );
  }
  return rounded;
}

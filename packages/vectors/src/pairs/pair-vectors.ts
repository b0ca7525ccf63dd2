import {
  check,
  describeValue,
  type Embeddings,
  embeddingsFrom,
  InvalidInputError,
} from '@tovec/core';
import type { KeyedVectors } from '../keyed-vectors.js';
import { listOf } from '../queries/list-of.js';

/**
 * How the vectors of two items become one of both, as node2vec makes vectors of edges (Grover and
 * Leskovec 2016, table 1):
 *
 * - `'hadamard'`: the product a · b, number by number
 * - `'average'`: (a + b) / 2
 * - `'l1'`: the distance |a − b|, number by number
 * - `'l2'`: its square, (a − b)²
 * - `'concatenation'`: the numbers of a, then those of b; the only one that minds which is first
 */
export type PairOperator = (typeof pairOperators)[number];

/** Every operator there is. */
export const pairOperators = ['hadamard', 'average', 'l1', 'l2', 'concatenation'] as const;

/** The dimensions of a vector that an operator makes of two. */
export function pairDimensions(operator: PairOperator, dimensions: number): number {
  check.oneOf('operator', operator, pairOperators);
  return operator === 'concatenation' ? 2 * dimensions : dimensions;
}

/**
 * Writes the vector that an operator makes of two.
 *
 * @param into where it goes: `pairDimensions(operator, a.length)` numbers
 * @throws InvalidInputError when the two have not equally many dimensions, or `into` has no room
 * @example
 * ```ts
 * import { combinePair } from '@tovec/vectors';
 *
 * const into = new Float32Array(2);
 * console.log(combinePair('hadamard', [1, 2], [3, -1], into)); // Float32Array(2) [ 3, -2 ]
 * ```
 */
export function combinePair<Into extends Float32Array | Float64Array>(
  operator: PairOperator,
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  into: Into,
): Into {
  const { length } = a;
  if (b.length !== length || into.length !== pairDimensions(operator, length)) {
    throw new InvalidInputError(
      `Vectors of ${length} and ${b.length} numbers do not go into ${into.length} by ${operator}.`,
      { argument: 'into', given: into.length },
    );
  }
  const combine = combinations[operator];
  for (let at = 0; at < length; at++) into[at] = combine(a[at]!, b[at]!);
  if (operator === 'concatenation') for (let at = 0; at < length; at++) into[length + at] = b[at]!;
  return into;
}

const combinations: Readonly<Record<PairOperator, (a: number, b: number) => number>> = {
  hadamard: (a, b) => a * b,
  average: (a, b) => (a + b) / 2,
  l1: (a, b) => Math.abs(a - b),
  l2: (a, b) => (a - b) ** 2,
  concatenation: (a) => a,
};

/**
 * A vector for each pair of items, made of theirs: of the nodes of an edge, say.
 *
 * @returns a row for each pair, in their order
 * @throws MissingItemError, with the nearest spellings, when an item has no vector; InvalidInputError
 *   when a pair is none
 * @example
 * ```ts
 * import { createKeyedVectors, pairVectors } from '@tovec/vectors';
 *
 * const matrix = Float32Array.of(1, 2, 3, 5);
 * const vectors = createKeyedVectors({ items: ['a', 'b'], matrix, dimensions: 2 });
 * const edges = pairVectors(vectors, [['a', 'b']], { operator: 'l1' });
 * console.log(edges.row(0)); // Float32Array(2) [ 2, 3 ]
 * ```
 */
export function pairVectors(
  vectors: KeyedVectors,
  pairs: Iterable<readonly [a: string, b: string]>,
  options: { readonly operator: PairOperator },
): Embeddings {
  check.knownKeys('PairVectorsOptions', options, ['operator']);
  const { operator } = options;
  const width = pairDimensions(operator, vectors.dimensions);
  const list = listOf('pairs', pairs);
  const data = new Float32Array(list.length * width);
  const { values, dimensions } = vectors.matrix;
  const vectorOf = (item: string) => {
    const start = vectors.requireRow(item) * dimensions;
    return values.subarray(start, start + dimensions);
  };
  for (const [at, pair] of list.entries()) {
    if (!Array.isArray(pair) || pair.length !== 2) {
      throw new InvalidInputError(
        `pairs[${at}] must be two items, [a, b], but was ${describeValue(pair)}.`,
        { argument: 'pairs', given: pair },
      );
    }
    const into = data.subarray(at * width, (at + 1) * width);
    combinePair(operator, vectorOf(pair[0]), vectorOf(pair[1]), into);
  }
  return embeddingsFrom(data, width);
}

import { InvalidInputError } from '@tovec/core';
import type { KeyedVectors } from '../keyed-vectors.js';
import { type ItemOrVector, normOf, resolveTerm } from './query.js';

/** The cosine of two vectors, in float64; 0 with a zero vector. */
export function similarity(vectors: KeyedVectors, a: ItemOrVector, b: ItemOrVector): number {
  const first = resolveTerm(vectors, a).vector;
  const second = resolveTerm(vectors, b).vector;
  const norms = normOf(first) * normOf(second);
  if (norms === 0) return 0;
  // Rounding may leave the range of a cosine by a few 1e-16.
  return Math.min(1, Math.max(-1, dotOf(first, second) / norms));
}

/** The item least like the mean of all, each at unit length. */
export function oddOneOut(vectors: KeyedVectors, items: readonly string[]): string {
  if (!Array.isArray(items) || new Set(items).size < 3) {
    throw new InvalidInputError(
      'An odd one out needs at least three different items to choose from.',
      { argument: 'items', given: items },
    );
  }
  const units = items.map((item) => {
    const { vector } = resolveTerm(vectors, item);
    const norm = normOf(vector) || 1;
    return Float64Array.from(vector, (x) => x / norm);
  });
  const sum = new Float64Array(vectors.dimensions);
  for (const unit of units) for (let at = 0; at < sum.length; at++) sum[at]! += unit[at]!;
  const scores = units.map((unit) => dotOf(unit, sum));
  return items[scores.indexOf(Math.min(...scores))]!;
}

/** Which neighbour of `item` the item `other` is, counted from 1. */
export function rank(vectors: KeyedVectors, item: string, other: string): number {
  const row = vectors.requireRow(item);
  const otherRow = vectors.requireRow(other);
  const queries = vectors.vectorAt(row);
  const scores = vectors.searcher.scores({ queries, metric: 'cosine' });
  const score = scores[otherRow]!;
  let nearer = 0;
  for (let at = 0; at < scores.length; at++) if (scores[at]! > score && at !== row) nearer++;
  return nearer + 1;
}

function dotOf(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += a[at]! * b[at]!;
  return sum;
}

import { createProgress } from '@tovec/core';
import { noRow, type SearchResult } from '@tovec/kernels';
import type { KeyedVectors } from '../keyed-vectors.js';
import { listOf } from './list-of.js';
import { type BatchOptions, checkNearestOptions, type NearestOptions } from './options.js';
import { pause } from './pause.js';
import { type NearestQuery, type ResolvedQuery, resolveQuery } from './query.js';

/** An item of the table, and how near it is. */
export interface Neighbor {
  readonly item: string;
  /** The cosine with the query, from -1 to 1; for 3CosMul its score, from 0 up. */
  readonly score: number;
}

/** Queries searched between two looks at the signal. */
const piece = 128;

export function nearest(
  vectors: KeyedVectors,
  query: NearestQuery,
  options: NearestOptions,
): Neighbor[] {
  const { topK, rows } = checkNearestOptions(options, vectors.size);
  return searchFor(vectors, [resolveQuery(vectors, query)], topK, rows)[0]!;
}

export async function nearestBatch(
  vectors: KeyedVectors,
  queries: Iterable<NearestQuery>,
  options: NearestOptions & BatchOptions,
): Promise<Neighbor[][]> {
  const { signal, onProgress } = options;
  const keys = ['signal', 'onProgress'];
  const { topK, rows } = checkNearestOptions(options, vectors.size, keys);
  const all = listOf('queries', queries);
  const progress = createProgress({
    ...{ phase: 'search', unit: 'queries', total: all.length, onProgress },
  });
  const results: Neighbor[][] = [];
  for (let first = 0; first < all.length; first += piece) {
    signal?.throwIfAborted();
    const resolved = all.slice(first, first + piece).map((query) => resolveQuery(vectors, query));
    results.push(...searchFor(vectors, resolved, topK, rows));
    progress.report(results.length);
    await pause();
  }
  return results;
}

function searchFor(
  vectors: KeyedVectors,
  queries: readonly ResolvedQuery[],
  topK: number,
  rows: number,
): Neighbor[][] {
  const block = new Float32Array(queries.length * vectors.dimensions);
  for (const [at, { vector }] of queries.entries()) block.set(vector, at * vectors.dimensions);
  const exclude = queries.map((query) => query.exclude);
  const found = vectors.searcher.search({ queries: block, metric: 'cosine', topK, rows, exclude });
  return neighborsOf(vectors, found, queries.length);
}

/** Puts names to the rows that a search found. */
export function neighborsOf(
  vectors: KeyedVectors,
  { rows, scores, topK }: SearchResult,
  count: number,
): Neighbor[][] {
  return Array.from({ length: count }, (_, query) => {
    const neighbors: Neighbor[] = [];
    for (let at = query * topK; at < (query + 1) * topK && rows[at] !== noRow; at++) {
      neighbors.push({ item: vectors.itemAt(rows[at]!), score: scores[at]! });
    }
    return neighbors;
  });
}

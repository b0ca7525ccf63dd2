import { check } from '@tovec/core';
import type { Matrix } from './matrix.js';
import { type AnalogyOptions, searchAnalogies } from './search/analogies.js';
import { type SearchOptions, searchNearest } from './search/nearest.js';
import type { SearchResult } from './search/result.js';
import { computeScores, type ScoresOptions } from './search/scores.js';
import { type SearchMetric, SearchTable } from './search/table.js';

/**
 * Exact search in a table, without a copy of it: the kernel reads the rows where they stand, and
 * keeps row norms and scratch behind them in the same memory.
 *
 * Scores are sums of float32 products. The same row and query have the same score, to the bit,
 * whether the query comes alone or in a block. Equal scores are ordered by row, the lower first. The
 * cosine with a zero row or a zero query (one shorter than 1e-35) is 0. A score that is not a number
 * (a row or query with NaN or Infinity in it) is never among the results, nor is one of -Infinity.
 */
export interface Searcher {
  readonly matrix: Matrix;
  /** The `topK` rows with the highest scores for every query. Many queries share each pass. */
  search(options: SearchOptions): SearchResult;
  /** The best answers to analogy questions, from cosines. */
  analogies(options: AnalogyOptions): SearchResult;
  /** Plain scores of all rows, or of a range of rows. */
  scores(options: ScoresOptions): Float32Array;
  /** To be called after values of the matrix changed: row norms are computed once and kept. */
  refresh(): void;
}

/**
 * Makes a table searchable.
 *
 * @example
 * ```ts
 * import { allocateMatrix, createSearcher } from '@tovec/kernels';
 *
 * const table = allocateMatrix(3, 2);
 * table.values.set([1, 0, 0, 2, 3, 3]);
 * const { rows, scores } = createSearcher(table).search({
 *   queries: Float32Array.of(0, 1),
 *   metric: 'cosine',
 *   topK: 2,
 * });
 * console.log([...rows], scores[0]); // [ 1, 2 ] 1
 * ```
 */
export function createSearcher(matrix: Matrix): Searcher {
  const table = tables.get(matrix) ?? new SearchTable(matrix);
  tables.set(matrix, table);
  return {
    matrix,
    search: (options) => searchNearest(table, checkMetric(options)),
    analogies: (options) => searchAnalogies(table, options),
    scores: (options) => computeScores(table, checkMetric(options)),
    refresh: () => table.refresh(),
  };
}

/** One per matrix, so that several searchers of a matrix share its norms. */
const tables = new WeakMap<Matrix, SearchTable>();

function checkMetric<Options extends { metric: SearchMetric }>(options: Options): Options {
  check.oneOf('metric', options.metric, ['cosine', 'dot']);
  return options;
}

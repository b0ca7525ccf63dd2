import { borrowScratch } from '../scratch.js';
import { layOut, tileRows } from './layout.js';
import { type Exclusions, ResultCollector, type SearchResult } from './result.js';
import type { SearchMetric, SearchTable } from './table.js';

/** What to search for. */
export interface SearchOptions {
  /** The queries, row after row: `count × dimensions` values. */
  readonly queries: Float32Array;
  readonly metric: SearchMetric;
  /** How many rows to find per query. */
  readonly topK: number;
  /** Search the first rows only; all when absent. */
  readonly rows?: number | undefined;
  /** Rows to leave out, per query. */
  readonly exclude?: Exclusions | undefined;
}

/** Queries that share one pass over the table. */
const blockQueries = 64;

/** Bytes the heaps of one pass may take; a large topK lowers the number of queries per pass. */
const heapBytes = 16 * 1024 * 1024;

/** The `topK` best rows for every query. */
export function searchNearest(table: SearchTable, options: SearchOptions): SearchResult {
  const { queries, metric, topK, exclude } = options;
  const { kernel, queryStride } = table;
  const { memory, dimensions } = table.matrix;
  const rows = table.checkRows(options.rows);
  const count = table.countQueries(queries);
  const results = new ResultCollector(count, topK, rows, exclude);
  if (results.rows.length === 0) return results.result();
  if (metric === 'cosine') table.inverseNorms();

  const heap = results.heapSize;
  const block = Math.max(1, Math.min(count, blockQueries, Math.floor(heapBytes / (heap * 8))));
  const tile = tileRows(dimensions, Math.ceil(rows / 8) * 8);
  const stride = tile * 4;
  const { offsets, bytes } = layOut([block * queryStride, block * stride, block * heap * 8]);
  const start = borrowScratch(memory, bytes, `a search with topK ${topK}`);
  const [queriesAt, scoresAt, bestAt] = offsets.map((offset) => start + offset) as Triple;

  for (let first = 0; first < count; first += block) {
    const here = Math.min(block, count - first);
    table.placeQueries(queriesAt, queries, first, here, metric);
    kernel.clearBest(bestAt, heap, here);
    for (let row = 0; row < rows; row += tile) {
      const rowCount = Math.min(tile, rows - row);
      table.scoreTile(row, rowCount, queriesAt, here, scoresAt, stride, metric);
      kernel.selectTile(scoresAt, stride, here, rowCount, row, bestAt, heap);
    }
    kernel.sortBest(bestAt, heap, here);
    results.collect(memory, bestAt, first, here);
  }
  return results.result();
}

type Triple = [number, number, number];

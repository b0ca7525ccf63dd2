import { check } from '@tovec/core';
import { borrowScratch } from '../scratch.js';
import { layOut, tileRows } from './layout.js';
import type { SearchMetric, SearchTable } from './table.js';

/** Which scores to compute. */
export interface ScoresOptions {
  /** The queries, row after row: `count × dimensions` values. */
  readonly queries: Float32Array;
  readonly metric: SearchMetric;
  /** First row to score; 0 when absent. */
  readonly rowFrom?: number | undefined;
  /** Row to stop before; the number of rows when absent. */
  readonly rowTo?: number | undefined;
}

/** Every score of every query: `count × (rowTo − rowFrom)` values. */
export function computeScores(table: SearchTable, options: ScoresOptions): Float32Array {
  const { queries, metric } = options;
  const { memory, dimensions } = table.matrix;
  const count = table.countQueries(queries);
  const rowTo = table.checkRows(options.rowTo);
  const rowFrom = check.integer('rowFrom', options.rowFrom ?? 0, { min: 0, max: rowTo });
  const width = rowTo - rowFrom;
  const out = new Float32Array(count * width);
  if (out.length === 0) return out;
  if (metric === 'cosine') table.inverseNorms();

  const block = Math.min(count, 64);
  const tile = tileRows(dimensions, Math.ceil(width / 8) * 8);
  const { offsets, bytes } = layOut([block * table.queryStride, block * tile * 4]);
  const start = borrowScratch(memory, bytes, 'scoring');
  const queriesAt = start + offsets[0]!;
  const scoresAt = start + offsets[1]!;
  for (let first = 0; first < count; first += block) {
    const here = Math.min(block, count - first);
    table.placeQueries(queriesAt, queries, first, here, metric);
    for (let row = rowFrom; row < rowTo; row += tile) {
      const rowCount = Math.min(tile, rowTo - row);
      table.scoreTile(row, rowCount, queriesAt, here, scoresAt, tile * 4, metric);
      const scores = new Float32Array(memory.buffer, scoresAt, here * tile);
      for (let query = 0; query < here; query++) {
        const from = scores.subarray(query * tile, query * tile + rowCount);
        out.set(from, (first + query) * width + row - rowFrom);
      }
    }
  }
  return out;
}

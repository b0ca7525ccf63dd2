import { allocateMatrix, createSearcher, noRow } from '@tovec/kernels';
import type { PauseIfDue } from '../statistics/pause.js';
import type { DenseFeatures } from './features.js';
import type { Labelling } from './labelling.js';

interface KnnOptions {
  readonly neighbors: number;
  readonly distance: 'cosine' | 'euclidean';
  readonly pauseIfDue: PauseIfDue;
}

/** Rows that are searched for between two pauses. */
const block = 512;

/**
 * The share of votes of each class among the nearest neighbours, `classes × rows` numbers, by exact
 * search. With `'euclidean'`, rows have −½‖x‖² behind them: the nearest have the greatest dot product.
 */
export async function knnScores(
  features: DenseFeatures,
  { classes, lists }: Labelling,
  train: Uint32Array,
  rows: Uint32Array,
  of: DenseFeatures,
  { neighbors, distance, pauseIfDue }: KnnOptions,
): Promise<Float64Array> {
  const isEuclidean = distance === 'euclidean';
  const width = features.dimensions + Number(isEuclidean);
  const table = allocateMatrix(train.length, width);
  for (const [at, row] of train.entries()) {
    const own = features.row(row);
    table.values.set(own, at * width);
    if (!isEuclidean) continue;
    table.values[at * width + width - 1] = -own.reduce((sum, x) => sum + x * x, 0) / 2;
  }
  const searcher = createSearcher(table);
  const scores = new Float64Array(classes.length * rows.length);
  for (let first = 0; first < rows.length; first += block) {
    await pauseIfDue();
    const here = rows.subarray(first, first + block);
    const queries = new Float32Array(here.length * width).fill(1);
    for (const [at, row] of here.entries()) queries.set(of.row(row), at * width);
    const metric = isEuclidean ? 'dot' : 'cosine';
    const found = searcher.search({ queries, metric, topK: neighbors });
    for (const [at, neighbor] of found.rows.entries()) {
      if (neighbor === noRow) continue;
      const row = first + Math.floor(at / found.topK);
      for (const label of lists[train[neighbor]!]!) {
        scores[label * rows.length + row]! += 1 / found.topK;
      }
    }
  }
  return scores;
}

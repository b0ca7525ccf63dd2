import { check } from '@tovec/core';
import { type CentreAssigner, centreAssigner, withHalfNorms } from './linear/assigner.js';
import {
  type LinearTargets,
  type LogisticLoss,
  logisticLoss,
  type SoftmaxLoss,
  softmaxLoss,
} from './linear/losses.js';
import { LinearTable } from './linear/table.js';

/**
 * Rows that linear models are fitted to: logistic regression, by its loss and gradient, and k-means,
 * by its steps. Numbers are float32, sums over many rows float64.
 */
export interface LinearRows {
  readonly rows: number;
  readonly dimensions: number;
  /** Numbers from row to row in `values`. */
  readonly stride: number;
  /** `rows × stride` numbers; of each row the first `dimensions` are to be filled, the rest let be. */
  readonly values: Float32Array;
  /**
   * The dot products of all rows with the weights of each label, `labels × rows` numbers.
   *
   * @param weights `dimensions + 1` numbers a label, the intercept last
   */
  scores(weights: readonly ArrayLike<number>[]): Float32Array;
  /** The same, of x · c − ½‖c‖² for centres: the square of a distance is ‖x‖² − 2 · this. */
  nearness(centres: Float64Array): Float32Array;
  /** Multinomial logistic regression. */
  softmaxLoss(labels: number, targets: LinearTargets): SoftmaxLoss;
  /** A logistic regression for each label. */
  logisticLoss(labels: number, targets: LinearTargets): LogisticLoss;
  /** k-means with so many centres. */
  centreAssigner(count: number): CentreAssigner;
}

/**
 * Allocates rows for linear models, zeros, in a memory of their own.
 *
 * @throws InvalidInputError when there are no rows or dimensions, or the table passes 4 GiB
 * @example
 * ```ts
 * import { allocateLinearRows } from '@tovec/kernels';
 *
 * const table = allocateLinearRows(2, 2);
 * table.values.set([3, 4], 0);
 * table.values.set([1, 0], table.stride);
 * console.log(table.scores([[2, 1, 0.5]])); // Float32Array(2) [ 10.5, 2.5 ]
 * ```
 */
export function allocateLinearRows(rows: number, dimensions: number): LinearRows {
  const table = new LinearTable(rows, dimensions);
  const { stride, values } = table;
  let room:
    | { readonly labels: number; readonly weights: number; readonly scores: number }
    | undefined;
  const roomFor = (labels: number) => {
    if (room && room.labels >= labels) return room;
    const bytes = labels * table.rowBytes;
    const scored = labels * scoredRows * 4;
    const weights = table.claim(bytes + scored, `scores of ${labels} labels`);
    room = { labels, weights, scores: weights + bytes };
    return room;
  };
  const scores = (weights: readonly ArrayLike<number>[]) => {
    const labels = check.integer('weights.length', weights.length, { min: 1 });
    const own = roomFor(labels);
    table.placeWeights(own.weights, weights);
    const out = new Float32Array(labels * rows);
    for (let first = 0; first < rows; first += scoredRows) {
      const here = Math.min(scoredRows, table.paddedRows - first);
      const address = table.rowAt(first);
      table.kernel.scoreRows(
        ...([address, here, table.rowBytes, own.weights, labels, own.scores, here * 4] as const),
      );
      const kept = Math.min(here, rows - first);
      for (let label = 0; label < labels; label++) {
        const found = table.floats(own.scores + label * here * 4, kept);
        out.set(found, label * rows + first);
      }
    }
    return out;
  };
  return {
    ...{ rows, dimensions, stride, values, scores },
    nearness: (centres) => scores(withHalfNorms(centres, centres.length / dimensions, dimensions)),
    softmaxLoss: (labels, targets) => softmaxLoss(table, labels, targets),
    logisticLoss: (labels, targets) => logisticLoss(table, labels, targets),
    centreAssigner: (count) => centreAssigner(table, count),
  };
}

/** Rows that are scored in one call. */
const scoredRows = 2048;

import { check } from '@tovec/core';
import type { LinearTable } from './table.js';

/** What rows are, label after label: 1 where a row has it, else 0; `labels × rows` numbers. */
export type LinearTargets = Float32Array;

/** Room for what an evaluation needs, and the targets, laid out as the kernel reads them. */
class LossRoom {
  readonly targets: number;
  readonly targetStride: number;
  readonly weights: number;
  readonly sums: number;
  readonly gradient: number;
  readonly scores: number;
  readonly losses: number;
  readonly order: number;

  constructor(
    readonly table: LinearTable,
    readonly labels: number,
    targets: LinearTargets,
  ) {
    const { rows, paddedRows, stride, blockRows } = table;
    check.integer('labels', labels, { min: 1 });
    check.oneOf('targets.length', targets.length, [labels * rows]);
    const sizes = [
      labels * paddedRows * 4,
      ...[labels * stride * 4, labels * stride * 4, labels * stride * 8],
      ...[labels * blockRows * 4, labels * 8, labels * 4],
    ].map((bytes) => Math.ceil(bytes / 64) * 64);
    let at = table.claim(
      sizes.reduce((sum, bytes) => sum + bytes, 0),
      `a classifier of ${labels} labels`,
    );
    const places = sizes.map((bytes) => {
      at += bytes;
      return at - bytes;
    });
    [this.targets, this.weights, this.sums, this.gradient] = places as Four;
    [this.scores, this.losses, this.order] = places.slice(4) as Four;
    this.targetStride = paddedRows * 4;
    for (let label = 0; label < labels; label++) {
      const own = targets.subarray(label * rows, (label + 1) * rows);
      table.floats(this.targets + label * this.targetStride, rows).set(own);
    }
  }

  /** Clears the gradient of so many labels, and places their weights. */
  begin(weights: readonly ArrayLike<number>[]): Float64Array {
    const { table } = this;
    table.placeWeights(this.weights, weights);
    const gradient = table.doubles(this.gradient, weights.length * table.stride);
    gradient.fill(0);
    return gradient;
  }

  /** Hands a label's gradient out. */
  take(gradient: Float64Array, label: number, into: Float64Array): void {
    const { stride, dimensions } = this.table;
    into.set(gradient.subarray(label * stride, label * stride + dimensions + 1));
  }
}

type Four = [number, number, number, number];

/** The multinomial loss of a table's rows. */
export interface SoftmaxLoss {
  /**
   * Σ −ln softmax(W x)[label] over all rows; writes its gradient.
   *
   * @param weights `dimensions + 1` numbers a label, the intercept last
   * @param gradients as many a label
   */
  evaluate(weights: readonly Float64Array[], gradients: readonly Float64Array[]): number;
}

export function softmaxLoss(
  table: LinearTable,
  labels: number,
  targets: LinearTargets,
): SoftmaxLoss {
  const room = new LossRoom(table, labels, targets);
  const { kernel, rowBytes, blockRows, paddedRows, rows } = table;
  // The zeros behind the last row, which all labels score alike.
  const ofPadding = (paddedRows - rows) * Math.log(labels);
  return {
    evaluate(weights, gradients) {
      check.oneOf('weights.length', weights.length, [labels]);
      const gradient = room.begin(weights);
      let loss = 0;
      for (const { first, count, address } of table.slices(paddedRows)) {
        loss += kernel.softmax(
          ...([address, count, rowBytes, blockRows, room.weights, labels] as const),
          ...([room.targets + first * 4, room.targetStride] as const),
          ...([room.scores, room.sums, room.gradient] as const),
        );
      }
      for (const [label, own] of gradients.entries()) room.take(gradient, label, own);
      return loss - ofPadding;
    },
  };
}

/** The logistic losses of several labels, whose rows are gone through together. */
export interface LogisticLoss {
  /**
   * Σ ln(1 + e^(w x)) − target · w x over all rows, for each of some labels; writes their gradients.
   *
   * @param order which labels
   * @param weights `dimensions + 1` numbers for each of those, the intercept last
   */
  evaluate(
    order: readonly number[],
    weights: readonly Float64Array[],
    gradients: readonly Float64Array[],
  ): Float64Array;
}

export function logisticLoss(
  table: LinearTable,
  labels: number,
  targets: LinearTargets,
): LogisticLoss {
  const room = new LossRoom(table, labels, targets);
  const { kernel, rowBytes, blockRows, paddedRows, rows } = table;
  const ofPadding = (paddedRows - rows) * Math.LN2;
  return {
    evaluate(order, weights, gradients) {
      check.integer('order.length', order.length, { min: 1, max: labels });
      for (const label of order) check.integer('label', label, { min: 0, max: labels - 1 });
      check.oneOf('weights.length', weights.length, [order.length]);
      const gradient = room.begin(weights);
      new Uint32Array(table.memory.buffer, room.order, order.length).set(order);
      const losses = table.doubles(room.losses, order.length).fill(0);
      for (const { first, count, address } of table.slices(paddedRows)) {
        kernel.logistic(
          ...([address, count, rowBytes, blockRows, room.weights, order.length] as const),
          ...([room.order, room.targets + first * 4, room.targetStride] as const),
          ...([room.scores, room.sums, room.gradient, room.losses] as const),
        );
      }
      for (const [label, own] of gradients.entries()) room.take(gradient, label, own);
      return losses.map((loss) => loss - ofPadding);
    },
  };
}

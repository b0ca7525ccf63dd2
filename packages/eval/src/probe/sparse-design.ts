import { check } from '@tovec/core';
import type { LinearTargets, LogisticLoss, SoftmaxLoss } from '@tovec/kernels';
import type { Features } from './features.js';
import type { Design } from './logistic.js';

/** Rows of mostly zeros: row i has the numbers `offsets[i]…offsets[i + 1]`, each in its column (CSR). */
export interface SparseRows {
  readonly dimensions: number;
  readonly offsets: Uint32Array;
  readonly columns: Uint32Array;
  readonly values: Float64Array;
}

/** Sparse rows of which some are trained with: bags of words. They are never standardised. */
export class SparseFeatures implements Features {
  readonly rows: number;
  readonly dimensions: number;

  constructor(private readonly all: SparseRows) {
    this.rows = all.offsets.length - 1;
    this.dimensions = all.dimensions;
  }

  scalingOf(): undefined {}

  select(rows: Uint32Array): Design {
    return new SparseDesign(this.all, rows);
  }
}

/** Logistic regression on sparse rows, in double precision: work grows with the numbers there are. */
class SparseDesign implements Design {
  readonly rows: number;
  readonly dimensions: number;

  constructor(
    private readonly all: SparseRows,
    private readonly chosen: Uint32Array,
  ) {
    this.rows = chosen.length;
    this.dimensions = all.dimensions;
  }

  scores(weights: readonly ArrayLike<number>[]): Float32Array {
    const out = new Float32Array(weights.length * this.rows);
    for (const [label, own] of weights.entries()) {
      for (let row = 0; row < this.rows; row++) out[label * this.rows + row] = this.score(row, own);
    }
    return out;
  }

  softmaxLoss(labels: number, targets: LinearTargets): SoftmaxLoss {
    check.oneOf('targets.length', targets.length, [labels * this.rows]);
    const scores = new Float64Array(labels);
    return {
      evaluate: (weights, gradients) => {
        for (const gradient of gradients) gradient.fill(0);
        let loss = 0;
        for (let row = 0; row < this.rows; row++) {
          for (let label = 0; label < labels; label++) {
            scores[label] = this.score(row, weights[label]!);
          }
          const most = scores.reduce((a, b) => Math.max(a, b));
          const total = scores.reduce((sum, score) => sum + Math.exp(score - most), 0);
          for (let label = 0; label < labels; label++) {
            const target = targets[label * this.rows + row]!;
            const relative = scores[label]! - most;
            loss -= target * (relative - Math.log(total));
            this.addRow(gradients[label]!, row, Math.exp(relative) / total - target);
          }
        }
        return loss;
      },
    };
  }

  logisticLoss(labels: number, targets: LinearTargets): LogisticLoss {
    check.oneOf('targets.length', targets.length, [labels * this.rows]);
    return {
      evaluate: (order, weights, gradients) =>
        Float64Array.from(order, (label, at) => {
          const gradient = gradients[at]!.fill(0);
          let loss = 0;
          for (let row = 0; row < this.rows; row++) {
            const score = this.score(row, weights[at]!);
            const target = targets[label * this.rows + row]!;
            const small = Math.exp(-Math.abs(score));
            loss += Math.max(score, 0) + Math.log1p(small) - target * score;
            this.addRow(gradient, row, (score > 0 ? 1 : small) / (1 + small) - target);
          }
          return loss;
        }),
    };
  }

  private score(row: number, weights: ArrayLike<number>): number {
    const { offsets, columns, values, dimensions } = this.all;
    const own = this.chosen[row]!;
    let sum = weights[dimensions]!;
    for (let at = offsets[own]!; at < offsets[own + 1]!; at++) {
      sum += values[at]! * weights[columns[at]!]!;
    }
    return sum;
  }

  private addRow(gradient: Float64Array, row: number, residual: number): void {
    const { offsets, columns, values, dimensions } = this.all;
    const own = this.chosen[row]!;
    gradient[dimensions]! += residual;
    for (let at = offsets[own]!; at < offsets[own + 1]!; at++) {
      gradient[columns[at]!]! += residual * values[at]!;
    }
  }
}

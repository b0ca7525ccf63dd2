import { allocateLinearRows } from '@tovec/kernels';
import type { Design } from './logistic.js';

/** What brings each dimension to mean 0 and variance 1. */
export interface Scaling {
  readonly means: Float64Array;
  readonly factors: Float64Array;
}

/** Items as rows of numbers, of which some are trained with and others are asked about. */
export interface Features {
  readonly rows: number;
  readonly dimensions: number;
  /** How some rows are standardised; undefined for features that never are. */
  scalingOf(rows: Uint32Array): Scaling | undefined;
  /** Some rows, made ready for a classifier. */
  select(rows: Uint32Array, scaling?: Scaling): Design;
}

/** Vectors, as an encoder gives them. */
export class DenseFeatures implements Features {
  /** The same items are asked about again and again: by their list. */
  private readonly selected = new WeakMap<Uint32Array, Design>();

  constructor(
    /** `rows × dimensions` numbers. */
    readonly values: Float32Array,
    readonly rows: number,
    readonly dimensions: number,
  ) {}

  row(row: number): Float32Array {
    return this.values.subarray(row * this.dimensions, (row + 1) * this.dimensions);
  }

  select(rows: Uint32Array, scaling?: Scaling): Design {
    const known = scaling === undefined ? this.selected.get(rows) : undefined;
    if (known) return known;
    const table = allocateLinearRows(rows.length, this.dimensions);
    for (const [at, row] of rows.entries()) {
      const from = this.row(row);
      const to = at * table.stride;
      if (scaling === undefined) {
        table.values.set(from, to);
        continue;
      }
      for (let d = 0; d < this.dimensions; d++) {
        table.values[to + d] = (from[d]! - scaling.means[d]!) * scaling.factors[d]!;
      }
    }
    if (scaling === undefined) this.selected.set(rows, table);
    return table;
  }

  /** A dimension that never varies stays 0. */
  scalingOf(rows: Uint32Array): Scaling {
    const means = new Float64Array(this.dimensions);
    const factors = new Float64Array(this.dimensions);
    for (const row of rows) {
      const own = this.row(row);
      for (let d = 0; d < own.length; d++) means[d]! += own[d]! / rows.length;
    }
    for (const row of rows) {
      const own = this.row(row);
      for (let d = 0; d < own.length; d++) factors[d]! += (own[d]! - means[d]!) ** 2 / rows.length;
    }
    return { means, factors: factors.map((v) => (v > 0 ? 1 / Math.sqrt(v) : 1)) };
  }
}

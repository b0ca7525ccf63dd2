import { check } from '@tovec/core';
import type { LinearTable } from './table.js';

/** What a step of k-means finds. */
export interface Assignment {
  /** How many rows have another centre than before. */
  readonly changed: number;
  /** The nearest centre of each row; a view, until the next step. */
  readonly labels: Uint32Array;
  /**
   * x · c − ½‖c‖² of each row x and its centre c, so that the square of their distance is
   * ‖x‖² − 2 · this; a view likewise.
   */
  readonly nearness: Float32Array;
}

/** Assigns rows to their nearest centres, and knows what the rows of each centre add up to. */
export interface CentreAssigner {
  /** @param centres `count × dimensions` numbers */
  assign(centres: Float64Array): Assignment;
  /** The sum of the rows of a centre, `dimensions` numbers, and how many they are. */
  sumOf(centre: number): { readonly sum: Float64Array; readonly count: number };
  /** Forgets which row had which centre. */
  reset(): void;
}

const noCentre = 0xffff_ffff;

export function centreAssigner(table: LinearTable, count: number): CentreAssigner {
  check.integer('count', count, { min: 1 });
  const { kernel, rows, paddedRows, stride, rowBytes, blockRows, dimensions } = table;
  const sizes = [count * rowBytes, count * blockRows * 4, paddedRows * 4, paddedRows * 4];
  const bytes = sizes.map((size) => Math.ceil(size / 64) * 64);
  const centresAt = table.claim(
    bytes.reduce((sum, size) => sum + size, count * rowBytes * 2),
    `clusters of ${rows} rows`,
  );
  const scoresAt = centresAt + bytes[0]!;
  const labelsAt = scoresAt + bytes[1]!;
  const nearnessAt = labelsAt + bytes[2]!;
  const sumsAt = nearnessAt + bytes[3]!;
  const labels = new Uint32Array(table.memory.buffer, labelsAt, rows);
  const nearness = table.floats(nearnessAt, rows);
  const sums = table.doubles(sumsAt, count * stride);
  labels.fill(noCentre);
  return {
    assign(centres) {
      check.oneOf('centres.length', centres.length, [count * dimensions]);
      table.placeWeights(centresAt, withHalfNorms(centres, count, dimensions));
      let changed = 0;
      for (const { first, count: here, address } of table.slices(rows)) {
        changed += kernel.assign(
          ...([address, here, rowBytes, blockRows, centresAt, count, scoresAt] as const),
          ...([labelsAt + first * 4, nearnessAt + first * 4, sumsAt] as const),
        );
      }
      return { changed, labels, nearness };
    },
    sumOf(centre) {
      const from = centre * stride;
      const sum = sums.subarray(from, from + dimensions);
      return { sum, count: Math.round(sums[from + dimensions]!) };
    },
    reset() {
      labels.fill(noCentre);
      sums.fill(0);
    },
  };
}

/** Centres as weights: −½‖c‖² is what meets the 1 of each row. */
export function withHalfNorms(
  centres: Float64Array,
  count: number,
  dimensions: number,
): Float64Array[] {
  return Array.from({ length: count }, (_, centre) => {
    const own = centres.subarray(centre * dimensions, (centre + 1) * dimensions);
    // Of the numbers as the kernel has them, or a row would not be nearest to itself.
    const square = own.reduce((sum, value) => sum + Math.fround(value) ** 2, 0);
    return Float64Array.of(...own, -square / 2);
  });
}

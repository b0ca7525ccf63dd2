import { check, InvalidInputError } from '@tovec/core';
import type { Matrix } from '../matrix.js';
import { claimMemory } from '../scratch.js';
import { instantiateSearch, type SearchKernel } from './kernel.js';

/** How scores are made: the cosine of the angle, or the plain dot product. */
export type SearchMetric = 'cosine' | 'dot';

/** A matrix made ready for searching: its kernel, and its row norms once somebody needs them. */
export class SearchTable {
  readonly kernel: SearchKernel;
  /** Bytes of one query in scratch: padded to whole vectors. */
  readonly queryStride: number;
  private normsAt: number | undefined;
  private normsAreFresh = false;

  constructor(readonly matrix: Matrix) {
    this.kernel = instantiateSearch(matrix.memory);
    this.queryStride = Math.ceil(matrix.dimensions / 4) * 16;
  }

  /** Where row `row` starts. */
  rowAt(row: number): number {
    return this.matrix.byteOffset + row * this.matrix.dimensions * 4;
  }

  /** Where the inverse row norms start, computed on first use and kept. */
  inverseNorms(): number {
    const { memory, rows, dimensions } = this.matrix;
    this.normsAt ??= claimMemory(memory, rows * 4 + 16, `the norms of ${rows} rows`);
    if (!this.normsAreFresh) {
      for (let first = 0; first < rows; first += normSlice) {
        const count = Math.min(normSlice, rows - first);
        this.kernel.inverseNorms(this.rowAt(first), count, dimensions, this.normsAt + first * 4);
      }
      this.normsAreFresh = true;
    }
    return this.normsAt;
  }

  /** Forgets the norms, because the values changed. */
  refresh(): void {
    this.normsAreFresh = false;
  }

  /** How many queries `queries` holds. */
  countQueries(queries: Float32Array): number {
    const count = queries.length / this.matrix.dimensions;
    if (!(queries instanceof Float32Array) || !Number.isInteger(count)) {
      throw new InvalidInputError(
        `queries must be a Float32Array of whole rows of ${this.matrix.dimensions} values, ` +
          `but it has ${queries.length} values`,
        { argument: 'queries', given: queries.length },
      );
    }
    return count;
  }

  /** Checks a limit to the first rows; all rows when there is none. */
  checkRows(rows: number | undefined): number {
    return check.integer('rows', rows ?? this.matrix.rows, { min: 0, max: this.matrix.rows });
  }

  /** Copies queries `first…first + count` to `address`, padded, at unit length for cosines. */
  placeQueries(
    address: number,
    queries: Float32Array,
    first: number,
    count: number,
    metric: SearchMetric,
  ): Float32Array {
    const { memory, dimensions } = this.matrix;
    const width = this.queryStride / 4;
    const placed = new Float32Array(memory.buffer, address, count * width);
    placed.fill(0);
    for (let query = 0; query < count; query++) {
      const from = (first + query) * dimensions;
      const factor = metric === 'cosine' ? inverseNorm(queries, from, dimensions) : 1;
      for (let at = 0; at < dimensions; at++) {
        placed[query * width + at] = queries[from + at]! * factor;
      }
    }
    return placed;
  }

  /** Scores of rows `firstRow…firstRow + rowCount` for the queries placed at `queries`. */
  scoreTile(
    firstRow: number,
    rowCount: number,
    queries: number,
    queryCount: number,
    scores: number,
    scoreStride: number,
    metric: SearchMetric,
  ): void {
    const { kernel, queryStride } = this;
    const { dimensions } = this.matrix;
    const norms = metric === 'cosine' ? this.inverseNorms() + firstRow * 4 : undefined;
    const rows = this.rowAt(firstRow);
    kernel.scoreTile(
      ...([rows, rowCount, dimensions] as const),
      ...([queries, queryCount, queryStride, scores, scoreStride] as const),
    );
    if (norms !== undefined) kernel.scaleTile(scores, scoreStride, queryCount, rowCount, norms);
  }
}

/** Rows whose norms are computed in one call, so that V8 can swap in optimised code in between. */
const normSlice = 4096;

/** A vector shorter than this counts as zero, as in assembly/search/norms.ts. */
const tiny = 1e-35;

/** One over the length of a vector; 0 for a zero one. */
function inverseNorm(values: Float32Array, from: number, length: number): number {
  let sum = 0;
  for (let at = from; at < from + length; at++) sum += values[at]! * values[at]!;
  const norm = Math.sqrt(sum);
  return norm < tiny ? 0 : 1 / norm;
}

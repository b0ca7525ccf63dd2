import { check } from '@tovec/core';

/** Stands in a result where fewer rows than asked for have a score. */
export const noRow = 0xffff_ffff;

/** The best rows of every query, best first, one query after the other. */
export interface SearchResult {
  /** Results per query: the `topK` asked for, or the number of rows searched if that is less. */
  readonly topK: number;
  /** Row numbers, `count × topK`; {@link noRow} where no further row has a score. */
  readonly rows: Uint32Array;
  /** Their scores, `count × topK`; `-Infinity` beside {@link noRow}. */
  readonly scores: Float32Array;
}

/** Rows to leave out, per query. */
export type Exclusions = readonly (ArrayLike<number> | undefined)[];

/** Collects sorted heaps into a result, leaving excluded rows out. */
export class ResultCollector implements SearchResult {
  readonly topK: number;
  readonly rows: Uint32Array;
  readonly scores: Float32Array;
  /** Rows each heap must hold: what is asked for and, beside it, what may be left out. */
  readonly heapSize: number;

  constructor(
    count: number,
    topK: number,
    rows: number,
    private readonly exclude: Exclusions = [],
  ) {
    check.integer('topK', topK, { min: 1 });
    this.topK = Math.min(topK, rows);
    this.rows = new Uint32Array(count * this.topK).fill(noRow);
    this.scores = new Float32Array(count * this.topK).fill(Number.NEGATIVE_INFINITY);
    const mostExcluded = exclude.reduce((most, list) => Math.max(most, list?.length ?? 0), 0);
    this.heapSize = Math.min(rows, this.topK + mostExcluded);
  }

  /** Takes `count` sorted heaps at `address`; the first belongs to query `firstQuery`. */
  collect(memory: WebAssembly.Memory, address: number, firstQuery: number, count: number): void {
    const { heapSize, topK } = this;
    for (let query = 0; query < count; query++) {
      const start = address + query * heapSize * 8;
      const scores = new Float32Array(memory.buffer, start, heapSize);
      const rows = new Uint32Array(memory.buffer, start + heapSize * 4, heapSize);
      const left = this.exclude[firstQuery + query];
      const excluded = left && left.length > 0 ? new Set(Array.from(left)) : undefined;
      let to = (firstQuery + query) * topK;
      const end = to + topK;
      for (let from = 0; from < heapSize && to < end; from++) {
        const row = rows[from]!;
        if (row === noRow) break;
        if (excluded?.has(row)) continue;
        this.rows[to] = row;
        this.scores[to++] = scores[from]!;
      }
    }
  }

  result(): SearchResult {
    return { topK: this.topK, rows: this.rows, scores: this.scores };
  }
}

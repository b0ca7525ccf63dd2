import { check } from '@tovec/core';
import { createMemory } from '../memory.js';
import { instantiate } from '../modules.js';
import { claimMemory } from '../scratch.js';
import { type LinearKernel, linearModule } from './kernel.js';

/** The first bytes of a memory stay free: address 0 is never data, and rows start aligned. */
const start = 64;

/** Bytes of rows that are scored, judged and added up while they are in the first-level cache. */
const blockBytes = 32 * 1024;

/** Rows that are worked on in one call, so that V8 can swap in optimised code in between. */
const sliceRows = 2048;

/** A table in kernel memory, each row padded, with a 1 behind its numbers: the intercept's. */
export class LinearTable {
  readonly memory: WebAssembly.Memory;
  readonly kernel: LinearKernel;
  /** Numbers from row to row: a multiple of four, `dimensions + 1` at least. */
  readonly stride: number;
  /** `rows × stride` numbers; of each row the first `dimensions` are to be filled. */
  readonly values: Float32Array;
  /** Rows of a block, a multiple of four. */
  readonly blockRows: number;
  /** Rows and zeros behind them, a multiple of four. */
  readonly paddedRows: number;

  constructor(
    readonly rows: number,
    readonly dimensions: number,
  ) {
    check.integer('rows', rows, { min: 1 });
    check.integer('dimensions', dimensions, { min: 1 });
    this.stride = Math.ceil((dimensions + 1) / 4) * 4;
    this.paddedRows = Math.ceil(rows / 4) * 4;
    const fitting = Math.floor(blockBytes / this.rowBytes / 4) * 4;
    this.blockRows = Math.min(64, Math.max(4, fitting));
    const bytes = start + this.paddedRows * this.rowBytes;
    this.memory = createMemory(bytes, `a table of ${rows} × ${dimensions} numbers`);
    this.kernel = instantiate<LinearKernel>(linearModule().module, this.memory);
    this.values = new Float32Array(this.memory.buffer, start, rows * this.stride);
    for (let at = dimensions; at < this.values.length; at += this.stride) this.values[at] = 1;
  }

  get rowBytes(): number {
    return this.stride * 4;
  }

  /** Claims room behind the table, zeroed. */
  claim(bytes: number, purpose: string): number {
    return claimMemory(this.memory, bytes, purpose);
  }

  floats(address: number, length: number): Float32Array {
    return new Float32Array(this.memory.buffer, address, length);
  }

  doubles(address: number, length: number): Float64Array {
    return new Float64Array(this.memory.buffer, address, length);
  }

  /** Where a row starts. */
  rowAt(row: number): number {
    return start + row * this.rowBytes;
  }

  /** The table in slices of so many rows; whole blocks, but for the last. */
  *slices(rows: number): Generator<{ first: number; count: number; address: number }> {
    const most = Math.max(1, Math.floor(sliceRows / this.blockRows)) * this.blockRows;
    for (let first = 0; first < rows; first += most) {
      const count = Math.min(most, rows - first);
      yield { first, count, address: this.rowAt(first) };
    }
  }

  /** Puts weights (`dimensions + 1` numbers a label, the intercept last) in rows as the table's. */
  placeWeights(address: number, weights: readonly ArrayLike<number>[]): void {
    const placed = this.floats(address, weights.length * this.stride);
    for (const [label, own] of weights.entries()) placed.set(own, label * this.stride);
  }
}

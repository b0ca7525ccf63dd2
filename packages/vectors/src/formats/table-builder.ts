import type { Items } from '@tovec/core';
import { createMemory, ensureMemory, type Matrix, matrixAt } from '@tovec/kernels';
import { NamesBuilder } from './names-builder.js';

/** Where the table starts in its memory: address 0 is never data. */
const start = 64;

/** The table grows by at most this many bytes ahead of the rows that have come. */
const mostAhead = 1 << 25;

/**
 * One table that grows while rows come, in the memory it will stay in: growing a WebAssembly memory
 * copies nothing. What a file promises is never allocated, only what it delivers.
 */
export class TableBuilder {
  rows = 0;
  /** The table so far and room for more; replaced by `reserve`. */
  values: Float32Array;
  /** The same memory as bytes. */
  bytes: Uint8Array;
  private readonly memory = createMemory(1);
  private readonly names = new NamesBuilder();
  private capacity = 0;

  constructor(readonly dimensions: number) {
    this.values = new Float32Array(this.memory.buffer, start, 0);
    this.bytes = new Uint8Array(this.memory.buffer, start, 0);
  }

  /** Makes room for `count` more rows behind the last, and returns where they start in `values`. */
  reserve(count = 1): number {
    if (this.rows + count > this.capacity) this.grow(this.rows + count);
    return this.rows * this.dimensions;
  }

  /** Counts the row at the reserved place in, under the name `bytes[from…to]`. */
  push(bytes: Uint8Array, from: number, to: number): void {
    this.names.push(bytes, from, to);
    this.rows++;
  }

  /** Counts rows in whose names are kept elsewhere. */
  pushUnnamed(count: number): void {
    this.rows += count;
  }

  matrix(): Matrix {
    return matrixAt(this.memory, start, this.rows, this.dimensions);
  }

  items(): Items {
    return this.names.items();
  }

  private grow(rows: number): void {
    const rowBytes = this.dimensions * 4;
    const ahead = Math.min(mostAhead, this.capacity * rowBytes);
    this.capacity = rows + Math.floor(ahead / rowBytes);
    ensureMemory(this.memory, start + this.capacity * rowBytes);
    this.values = new Float32Array(this.memory.buffer, start, this.capacity * this.dimensions);
    this.bytes = new Uint8Array(this.memory.buffer, start, this.capacity * rowBytes);
  }
}

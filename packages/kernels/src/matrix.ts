import { check } from '@tovec/core';
import { createMemory } from './memory.js';

/**
 * A dense row-major table of 32-bit floats inside a kernel memory, so that kernels read it in place.
 * `values` is a view: writing to it writes the table.
 */
export interface Matrix {
  readonly memory: WebAssembly.Memory;
  /** Where the first value stands in `memory`, in bytes; a multiple of 16. */
  readonly byteOffset: number;
  readonly rows: number;
  readonly dimensions: number;
  /** All `rows × dimensions` values, row after row, without padding. */
  readonly values: Float32Array;
}

/**
 * Allocates a zeroed matrix in a memory of its own.
 *
 * @throws InvalidInputError when rows or dimensions are not whole numbers, or the table passes 4 GiB
 * @example
 * ```ts
 * import { allocateMatrix } from '@tovec/kernels';
 *
 * const table = allocateMatrix(3, 100);
 * table.values.fill(1);
 * console.log(table.values.length); // 300
 * ```
 */
export function allocateMatrix(rows: number, dimensions: number): Matrix {
  check.integer('rows', rows, { min: 0 });
  check.integer('dimensions', dimensions, { min: 1 });
  const memory = createMemory(
    matrixStart + rows * dimensions * Float32Array.BYTES_PER_ELEMENT,
    `a table of ${rows} × ${dimensions} numbers`,
  );
  return matrixAt(memory, matrixStart, rows, dimensions);
}

/** The matrix that already stands at `byteOffset` of `memory`. */
export function matrixAt(
  memory: WebAssembly.Memory,
  byteOffset: number,
  rows: number,
  dimensions: number,
): Matrix {
  const values = new Float32Array(memory.buffer, byteOffset, rows * dimensions);
  return { memory, byteOffset, rows, dimensions, values };
}

/** The first bytes of a memory stay free: address 0 is never data, and rows start aligned. */
const matrixStart = 64;

import { check, InvalidInputError } from '@tovec/core';
import { rowsWasm } from './generated/rows.js';
import type { Matrix } from './matrix.js';
import { instantiate, lazyModule } from './modules.js';
import { borrowScratch } from './scratch.js';

/** What assembly/rows.ts exports. Addresses are in bytes. */
interface RowsKernel {
  meanRows(
    table: number,
    dimensions: number,
    rows: number,
    offsets: number,
    listCount: number,
    out: number,
  ): void;
  firstNotFinite(values: number, count: number): number;
}

/** Lists of rows, one after the other (CSR): list `i` is `rows[offsets[i]…offsets[i + 1]]`. */
export interface RowLists {
  readonly offsets: Uint32Array;
  readonly rows: Uint32Array;
}

const rowsModule = /* @__PURE__ */ lazyModule(rowsWasm);
const kernels = new WeakMap<WebAssembly.Memory, RowsKernel>();

/** Numbers (of lists and of means) in the scratch of one call: about what a second-level cache holds. */
const scratchNumbers = 1 << 18;

/**
 * The means of lists of rows: word vectors from their subwords, sentences from their words. Rows are
 * summed in float32 in the order of the list. The mean of no rows is zeros.
 *
 * @param target where the means go, `lists × dimensions` numbers
 * @throws InvalidInputError when a list names a row that the matrix does not have
 * @example
 * ```ts
 * import { allocateMatrix, meanRows } from '@tovec/kernels';
 *
 * const table = allocateMatrix(3, 2);
 * table.values.set([1, 0, 3, 2, 5, 6]);
 * const means = new Float32Array(2 * 2);
 * meanRows(table, { offsets: Uint32Array.of(0, 2, 3), rows: Uint32Array.of(0, 1, 2) }, means);
 * console.log(means); // Float32Array(4) [ 2, 1, 5, 6 ]
 * ```
 */
export function meanRows(matrix: Matrix, { offsets, rows }: RowLists, target: Float32Array): void {
  const { memory, dimensions, byteOffset } = matrix;
  const lists = offsets.length - 1;
  checkLists(matrix, offsets, rows, target.length);
  const kernel = kernelOn(memory);
  for (let first = 0; first < lists; ) {
    // As many lists as fit the scratch, one at least.
    let last = first + 1;
    const sizeTo = (end: number) =>
      offsets[end]! - offsets[first]! + (end - first + 1) * (dimensions + 1);
    while (last < lists && sizeTo(last + 1) <= scratchNumbers) last++;
    const rowCount = offsets[last]! - offsets[first]!;
    const means = (last - first) * dimensions;
    const start = borrowScratch(memory, sizeTo(last) * 4, 'taking means of rows');
    const offsetsAt = start + means * 4;
    const rowsAt = offsetsAt + (last - first + 1) * 4;
    const here = new Uint32Array(memory.buffer, offsetsAt, last - first + 1);
    for (let list = first; list <= last; list++)
      here[list - first] = offsets[list]! - offsets[first]!;
    const listed = new Uint32Array(memory.buffer, rowsAt, rowCount);
    listed.set(rows.subarray(offsets[first]!, offsets[last]!));
    kernel.meanRows(byteOffset, dimensions, rowsAt, offsetsAt, last - first, start);
    target.set(new Float32Array(memory.buffer, start, means), first * dimensions);
    first = last;
  }
}

/** Which of the matrix's values `from…to` is the first that is NaN or infinite; -1 when none is. */
export function firstNotFinite({ memory, byteOffset }: Matrix, from: number, to: number): number {
  const found = kernelOn(memory).firstNotFinite(byteOffset + from * 4, to - from) >>> 0;
  return found === to - from ? -1 : from + found;
}

function kernelOn(memory: WebAssembly.Memory): RowsKernel {
  const known = kernels.get(memory);
  if (known) return known;
  const kernel = instantiate<RowsKernel>(rowsModule(), memory);
  kernels.set(memory, kernel);
  return kernel;
}

/** Rows become addresses, so none may lie outside the table. */
function checkLists(
  matrix: Matrix,
  offsets: Uint32Array,
  rows: Uint32Array,
  numbers: number,
): void {
  const lists = offsets.length - 1;
  check.integer('target.length', numbers, { min: lists * matrix.dimensions });
  const ordered = offsets.every((offset, at) => at === 0 || offset >= offsets[at - 1]!);
  if (lists < 0 || !ordered || offsets[lists]! > rows.length) {
    throw new InvalidInputError(
      `The offsets of the lists must not fall and end at ${rows.length} or before.`,
      { argument: 'offsets', given: offsets },
    );
  }
  const end = offsets[lists]!;
  for (let at = offsets[0]!; at < end; at++) {
    if (rows[at]! >= matrix.rows) {
      throw new InvalidInputError(
        `A list names row ${rows[at]}, but the matrix has ${matrix.rows} rows.`,
        { argument: 'rows', given: rows[at] },
      );
    }
  }
}

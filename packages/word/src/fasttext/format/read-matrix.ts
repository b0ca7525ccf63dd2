import { InvalidInputError } from '@tovec/core';
import {
  createMemory,
  ensureMemory,
  firstNotFinite,
  formatBytes,
  type Matrix,
  matrixAt,
  maximumMemoryBytes,
} from '@tovec/kernels';
import { type RoundedPrecision, roundingBuilder, toPrecision } from '../matrix/convert.js';
import { DenseMatrix } from '../matrix/dense-matrix.js';
import type { FastTextMatrix } from '../matrix/matrix.js';
import type { FieldReader } from './field-reader.js';

export interface MatrixReading {
  /** `'input'` or `'output'`, for messages. */
  readonly name: string;
  readonly dimensions: number;
  /** How many rows there must be, at least. */
  readonly leastRows: number;
  /** How to hold the numbers. */
  readonly precision: RoundedPrecision;
  readonly onBytes: (position: number) => void;
}

/** Where a table starts in its memory: address 0 is never data. */
const start = 64;

/** Read at a time: not so much that it has left the cache before it is checked. */
const blockBytes = 1 << 22;

/** Reads a table of float32, straight into the memory where it stays. */
export async function readDenseMatrix(
  fields: FieldReader,
  reading: MatrixReading,
): Promise<FastTextMatrix> {
  const { dimensions, precision } = reading;
  const rows = await readShape(fields, reading);
  fields.checkRoom(`${rows} rows of ${dimensions} numbers`, rows * dimensions * 4);
  // What a stream promises is not allocated before it has come, whatever the precision.
  if (precision === 'float32' || fields.source.size === undefined) {
    return toPrecision(new DenseMatrix(await readWhole(fields, rows, reading)), precision);
  }
  const builder = roundingBuilder(precision, rows, dimensions);
  const blockRows = Math.max(1, Math.floor(blockBytes / (dimensions * 4)));
  const memory = createMemory(start + blockRows * dimensions * 4);
  for (let row = 0; row < rows; row += blockRows) {
    const block = matrixAt(memory, start, Math.min(blockRows, rows - row), dimensions);
    await readBlock(fields, block, 0, block.values.length, reading);
    builder.put(row, block.values);
  }
  return builder.finish();
}

/** How many rows the table that begins here has. */
export async function readShape(fields: FieldReader, reading: MatrixReading): Promise<number> {
  const { name, dimensions, leastRows } = reading;
  await fields.load(16);
  const rows = fields.int64();
  const columns = fields.int64();
  if (columns !== dimensions || rows < 0 || rows >= 2 ** 32) {
    throw fields.refuse(
      `the ${name} table is ${rows} × ${columns}, but the model has ${dimensions} dimensions; ` +
        'the file is damaged, or no fastText model',
    );
  }
  if (rows < leastRows) {
    throw fields.refuse(
      `the ${name} table has ${rows} rows, but the dictionary needs ${leastRows}; ` +
        'the file is damaged',
    );
  }
  return rows;
}

/** The memory grows by what has come: growing copies nothing, and promises are not allocated. */
async function readWhole(
  fields: FieldReader,
  rows: number,
  reading: MatrixReading,
): Promise<Matrix> {
  const { name, dimensions } = reading;
  const numbers = rows * dimensions;
  const blockNumbers = blockBytes / 4;
  if (start + numbers * 4 > maximumMemoryBytes) {
    throw new InvalidInputError(
      `The ${name} table of ${rows} × ${dimensions} numbers takes ${formatBytes(numbers * 4)}, and a ` +
        "WebAssembly memory ends at 4 GiB. Load it with precision 'float16' (half of that) or 'int8' " +
        '(a quarter).',
      { argument: 'precision', given: 'float32' },
    );
  }
  const known = fields.source.size === undefined ? Math.min(numbers, blockNumbers) : numbers;
  const memory = createMemory(start + known * 4, `the ${name} table`);
  for (let from = 0; from < numbers; from += blockNumbers) {
    const to = Math.min(from + blockNumbers, numbers);
    ensureMemory(memory, start + to * 4);
    await readBlock(fields, matrixAt(memory, start, 1, to), from, to, reading);
  }
  return matrixAt(memory, start, rows, dimensions);
}

async function readBlock(
  fields: FieldReader,
  matrix: Matrix,
  from: number,
  to: number,
  { name, onBytes }: MatrixReading,
): Promise<void> {
  const { source } = fields;
  const place = source.position;
  const { memory, byteOffset } = matrix;
  await source.readExactly(new Uint8Array(memory.buffer, byteOffset + from * 4, (to - from) * 4));
  const wild = firstNotFinite(matrix, from, to);
  if (wild >= 0) {
    await fields.load(0);
    throw fields.refuse(
      `the ${name} table holds a number that is not finite, at byte ${place + (wild - from) * 4}; ` +
        'the file is damaged',
    );
  }
  onBytes(source.position);
}

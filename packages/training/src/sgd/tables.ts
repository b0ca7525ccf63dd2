import { setImmediate } from 'node:timers/promises';
import { deriveSeed } from '@tovec/core';
import { instantiate, type Matrix, matrixAt, type SgdKernel, sgdModule } from '@tovec/kernels';
import { aliasTable, noiseWeights } from '../sampling/alias-table.js';
import { keepThresholds } from '../sampling/keep-thresholds.js';
import type { Layout, TablePlace } from './layout.js';
import type { ModelShape } from './model-shape.js';
import type { SgdSettings } from './settings.js';

/** Vectors to start from: the first rows of each table, without padding. */
export interface InitialTables {
  readonly input: Float32Array;
  readonly output?: Float32Array | undefined;
  readonly tree?: Float32Array | undefined;
}

/** Numbers to draw between two looks at the signal: some ten milliseconds. */
const numbersAtOnce = 1 << 20;

/** Streams of random numbers derived from the seed. */
const initialStream = 0;
const workerStream = 1;

/**
 * Writes everything that training reads: samplers, its stream's own, random states and initial vectors. Between
 * pieces of a large table it hears an abort.
 */
export async function fillTables(
  memory: WebAssembly.Memory,
  layout: Layout,
  settings: SgdSettings,
  shape: ModelShape,
  initial: InitialTables | undefined,
  signal?: AbortSignal,
): Promise<void> {
  const { buffer } = memory;
  const copy = (values: Uint32Array | undefined, at: number) => {
    if (values) new Uint32Array(buffer, at, values.length).set(values);
  };
  if (shape.outputRows > 0) {
    copy(aliasTable(noiseWeights(shape.outputCounts, settings.noiseExponent)), layout.alias);
  }
  copy(keepThresholds(shape.idCounts, settings.sample), layout.keep);
  copy(shape.paths?.offsets, layout.pathOffsets);
  copy(shape.paths?.steps, layout.pathSteps);
  copy(shape.features?.offsets, layout.featureOffsets);
  copy(shape.features?.rows, layout.featureRows);
  copy(shape.lines?.hashes, layout.hashes);
  layout.stream.fill(memory);
  layout.workers.forEach(({ record }, worker) => {
    const state = deriveSeed(settings.seed, workerStream, worker);
    new BigUint64Array(buffer, record, 1)[0] = state;
  });
  // word2vec.c's ±½ / dimensions; fastText's ±1 / dimensions where a word is the mean of several rows.
  await fillInput(memory, layout, settings, shape.features ? 2 : 1, signal);
  spread(memory, layout, layout.input, initial?.input, settings.dimensions);
  spread(memory, layout, layout.output, initial?.output, settings.dimensions);
  spread(memory, layout, layout.tree, initial?.tree, settings.dimensions);
}

async function fillInput(
  memory: WebAssembly.Memory,
  { input, rowBytes }: Layout,
  { dimensions, seed }: SgdSettings,
  scale: number,
  signal?: AbortSignal,
): Promise<void> {
  const sgd = instantiate<SgdKernel>(sgdModule().module, memory);
  const rowsAtOnce = Math.ceil(numbersAtOnce / dimensions);
  let state = deriveSeed(seed, initialStream);
  for (let row = 0; row < input.rows; row += rowsAtOnce) {
    const rows = Math.min(rowsAtOnce, input.rows - row);
    sgd.fillUniform(input.at + row * rowBytes, rows, dimensions, rowBytes, scale, state);
    // As the generator does: its state advances by a constant for each number.
    state = BigInt.asUintN(64, state + BigInt(rows * dimensions) * 0x9e3779b97f4a7c15n);
    if (row + rows < input.rows) await setImmediate();
    signal?.throwIfAborted();
  }
}

/** Copies rows without padding to rows with it. */
function spread(
  memory: WebAssembly.Memory,
  { rowBytes }: Layout,
  { at }: TablePlace,
  values: Float32Array | undefined,
  dimensions: number,
): void {
  if (!values) return;
  for (let row = 0; row * dimensions < values.length; row++) {
    new Float32Array(memory.buffer, at + row * rowBytes, dimensions).set(
      values.subarray(row * dimensions, (row + 1) * dimensions),
    );
  }
}

/** Takes the padding out of a table, in place, and returns it as a matrix; undefined without rows. */
export function packedTable(
  memory: WebAssembly.Memory,
  { rowBytes }: Layout,
  { at, rows }: TablePlace,
  dimensions: number,
): Matrix | undefined {
  if (rows === 0) return undefined;
  const stride = rowBytes / Float32Array.BYTES_PER_ELEMENT;
  if (stride !== dimensions) {
    const values = new Float32Array(memory.buffer, at, rows * stride);
    for (let row = 1; row < rows; row++) {
      values.copyWithin(row * dimensions, row * stride, row * stride + dimensions);
    }
  }
  return matrixAt(memory, at, rows, dimensions);
}

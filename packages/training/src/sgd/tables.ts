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
  await fillInput(memory, layout, settings, initialScale(shape), signal);
  const { dimensions } = settings;
  spread(memory, layout.input, initial?.input, dimensions);
  spread(memory, layout.output, initial?.output, outputDimensions(dimensions, shape));
  spread(memory, layout.tree, initial?.tree, outputDimensions(dimensions, shape));
}

/** word2vec.c's ±½ / dimensions; with subwords fastText's ±1 / dimensions, with documents gensim's. */
export function initialScale({ features, tags }: Pick<ModelShape, 'features' | 'tags'>): 1 | 2 {
  return features || tags ? 2 : 1;
}

/** The random state from which number `at` of the initial vectors is drawn. */
export function initialState(seed: number, at: number): bigint {
  // As the generator does: its state advances by a constant for each number.
  return BigInt.asUintN(64, deriveSeed(seed, initialStream) + BigInt(at) * 0x9e3779b97f4a7c15n);
}

async function fillInput(
  memory: WebAssembly.Memory,
  { input }: Layout,
  { dimensions, seed }: SgdSettings,
  scale: number,
  signal?: AbortSignal,
): Promise<void> {
  const sgd = instantiate<SgdKernel>(sgdModule().module, memory);
  const rowsAtOnce = Math.ceil(numbersAtOnce / dimensions);
  for (let row = 0; row < input.rows; row += rowsAtOnce) {
    const rows = Math.min(rowsAtOnce, input.rows - row);
    const at = input.at + row * input.rowBytes;
    const state = initialState(seed, row * dimensions);
    sgd.fillUniform(at, rows, dimensions, input.rowBytes, scale, state);
    if (row + rows < input.rows) await setImmediate();
    signal?.throwIfAborted();
  }
}

/** Numbers of an output row: parts that are concatenated stay padded. */
export function outputDimensions(dimensions: number, { outputParts = 1 }: ModelShape): number {
  return outputParts === 1 ? dimensions : outputParts * Math.ceil(dimensions / 4) * 4;
}

/** Copies rows without padding to rows with it. */
function spread(
  memory: WebAssembly.Memory,
  { at, rowBytes }: TablePlace,
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
  { at, rows, rowBytes }: TablePlace,
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

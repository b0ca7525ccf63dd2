import { deriveSeed } from '@tovec/core';
import {
  instantiate,
  type Matrix,
  matrixAt,
  type SgdKernel,
  sgdModule,
  type TextKernel,
  textModule,
} from '@tovec/kernels';
import { aliasTable, noiseWeights } from '../sampling/alias-table.js';
import { keepThresholds } from '../sampling/keep-thresholds.js';
import type { TextLookup } from '../vocabulary/build-vocabulary.js';
import { entryCount } from '../vocabulary/word-table.js';
import type { Layout } from './layout.js';
import type { SgdSettings } from './settings.js';

/** Vectors to start from: the first rows of both tables, without padding. */
export interface InitialTables {
  readonly input: Float32Array;
  readonly output: Float32Array;
}

/** Streams of random numbers derived from the seed. */
const initialStream = 0;
const workerStream = 1;

/** Writes everything that training reads: samplers, lookup, random states and initial vectors. */
export function fillTables(
  memory: WebAssembly.Memory,
  layout: Layout,
  settings: SgdSettings,
  counts: Float64Array,
  lookup: TextLookup,
  initial: InitialTables | undefined,
): void {
  const { buffer } = memory;
  const noise = aliasTable(noiseWeights(counts, settings.noiseExponent));
  new Uint32Array(buffer, layout.alias, noise.length).set(noise);
  const keep = keepThresholds(counts, settings.sample);
  new Uint32Array(buffer, layout.keep, keep.length).set(keep);
  placeLookup(memory, layout, lookup);
  layout.workers.forEach(({ record }, worker) => {
    const state = deriveSeed(settings.seed, workerStream, worker);
    new BigUint64Array(buffer, record, 1)[0] = state;
  });
  const sgd = instantiate<SgdKernel>(sgdModule().module, memory);
  const seed = deriveSeed(settings.seed, initialStream);
  sgd.fillUniform(layout.input, layout.rows, settings.dimensions, layout.rowBytes, seed);
  if (initial) {
    spread(memory, layout, layout.input, initial.input, settings.dimensions);
    spread(memory, layout, layout.output, initial.output, settings.dimensions);
  }
}

function placeLookup(memory: WebAssembly.Memory, layout: Layout, lookup: TextLookup): void {
  const { entries, bytes } = lookup.table;
  new Uint32Array(memory.buffer, layout.entries, entries.length).set(entries);
  new Uint8Array(memory.buffer, layout.words, bytes.length).set(bytes);
  new Uint32Array(memory.buffer, layout.expansions, lookup.expansions.length).set(
    lookup.expansions,
  );
  const text = instantiate<TextKernel>(textModule(), memory);
  const count = entryCount(lookup.table);
  text.placeTable(layout.entries, layout.words, layout.slots, layout.slotCount, count);
  text.rebuildSlots();
}

/** Copies rows without padding to rows with it. */
function spread(
  memory: WebAssembly.Memory,
  { rowBytes }: Layout,
  table: number,
  values: Float32Array,
  dimensions: number,
): void {
  for (let row = 0; row * dimensions < values.length; row++) {
    new Float32Array(memory.buffer, table + row * rowBytes, dimensions).set(
      values.subarray(row * dimensions, (row + 1) * dimensions),
    );
  }
}

/** Takes the padding out of a table, in place, and returns it as a matrix. */
export function packedTable(
  memory: WebAssembly.Memory,
  { rows, rowBytes }: Layout,
  table: number,
  dimensions: number,
): Matrix {
  const stride = rowBytes / Float32Array.BYTES_PER_ELEMENT;
  if (stride !== dimensions) {
    const values = new Float32Array(memory.buffer, table, rows * stride);
    for (let row = 1; row < rows; row++) {
      values.copyWithin(row * dimensions, row * stride, row * stride + dimensions);
    }
  }
  return matrixAt(memory, table, rows, dimensions);
}

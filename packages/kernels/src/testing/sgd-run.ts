import { createRandom, deriveSeed } from '@tovec/core';
import { createMemory } from '../memory.js';
import { instantiate } from '../modules.js';
import { type SgdKernel, sgdModule } from '../sgd.js';
import { type ReferenceRun, sentenceEnd } from '../sgd.reference.js';

export interface RunOptions {
  rows?: number;
  dimensions?: number;
  negative?: number;
  noiseReuse?: number;
  window?: number;
  keep?: number;
  contextMean?: 0 | 1;
  totalTokens?: number;
  /** For each word its steps of `node · 2 + label`: hierarchical softmax. */
  paths?: readonly (readonly number[])[];
  pathLimit?: number;
  /** For each word the rows of a larger input table that it is made of. */
  features?: readonly (readonly number[])[];
  inputRows?: number;
  /** How many input rows an output row is as wide as. */
  outputParts?: number;
  /** How many rows of each table stay as they are. */
  frozen?: { input: number; output: number; tree: number };
}

export type Run = ReturnType<typeof newRun>;

/** A small run: tables, samplers and a worker's record in a memory of their own. */
export function newRun(options: RunOptions) {
  const { rows = 40, dimensions = 10, negative = 5, noiseReuse = 4, window = 3 } = options;
  const { paths = [], features = [], inputRows = rows, contextMean = 1 } = options;
  const { frozen = { input: 0, output: 0, tree: 0 } } = options;
  const { outputParts = 1, totalTokens = 1000, pathLimit = Number.POSITIVE_INFINITY } = options;
  const memory = createMemory(1 << 21);
  const kernel = instantiate<SgdKernel>(sgdModule().module, memory);
  const stride = Math.ceil(dimensions / 4) * 4;
  let used = 64;
  const place = (bytes: number) => {
    const at = used;
    used += Math.ceil(bytes / 64) * 64;
    return at;
  };
  const outputStride = outputParts * stride;
  const table = (count: number, width = outputStride) => place(count * width * 4);
  const at = {
    input: table(inputRows, stride),
    output: table(rows + 3),
    tree: table(rows),
    alias: place(rows * 8),
    keep: place(rows * 4),
    progress: place(8),
    record: place(24),
    ids: place(40_000),
  };
  const random = createRandom(3);
  const alias = new Uint32Array(memory.buffer, at.alias, rows * 2);
  for (let row = 0; row < rows; row++) {
    alias.set([random.uint32(), random.integer(rows)], row * 2);
  }
  const keep = new Uint32Array(memory.buffer, at.keep, rows).fill(options.keep ?? 0xffffffff);
  kernel.placeTables(at.input, at.output, at.tree, stride * 4);
  kernel.setOutputRowBytes(outputStride * 4);
  kernel.freezeRows(frozen.input, frozen.output, frozen.tree);
  kernel.placeSampling(at.alias, rows, at.keep, at.progress);
  if (paths.length > 0) kernel.placePaths(...placeLists(paths), pathLimit);
  if (features.length > 0) kernel.placeFeatures(...placeLists(features));
  kernel.setHyperparameters(
    ...([window, negative, noiseReuse, 1, contextMean, 0.05, 0.0001, totalTokens] as const),
  );
  kernel.setCapacities(1000, 1000, 100);
  kernel.placeWorker(at.record, place(1 << 20));
  kernel.fillUniform(at.input, inputRows, dimensions, stride * 4, 1, deriveSeed(1));
  kernel.fillUniform(at.output, rows * outputParts, dimensions, stride * 4, 1, deriveSeed(2));
  kernel.fillUniform(at.tree, rows * outputParts, dimensions, stride * 4, 1, deriveSeed(3));
  const state = new BigUint64Array(memory.buffer, at.record, 1);
  state[0] = deriveSeed(7);
  const floats = (start: number, count: number, width = outputStride) =>
    new Float32Array(memory.buffer, start, count * width);
  const tables = {
    input: floats(at.input, inputRows, stride),
    output: floats(at.output, rows),
    tree: floats(at.tree, rows),
  };
  const tally = new Float64Array(memory.buffer, at.record + 8, 2);
  const progress = new BigUint64Array(memory.buffer, at.progress, 1);
  const reference: ReferenceRun = {
    ...{
      rows,
      stride,
      outputStride,
      negative,
      noiseReuse,
      window,
      contextMean,
      totalTokens,
      startRate: 0.05,
    },
    ...{
      endRate: 0.0001,
      alias,
      keep,
      state: state[0]!,
      paths,
      pathLimit,
      features,
      frozen,
      loss: 0,
      step: 0,
    },
    noise: Array.from({ length: 2 * window + 1 }, () => []),
    input: Float64Array.from(tables.input),
    output: Float64Array.from(tables.output),
    tree: Float64Array.from(tables.tree),
  };
  return {
    kernel,
    memory,
    at,
    ...tables,
    tally,
    progress,
    state,
    stride,
    reference,
    place,
    placeLists,
  };

  /** Writes lists of numbers as the kernel takes them: offsets, and what is in the lists. */
  function placeLists(lists: readonly (readonly number[])[]): [number, number] {
    const ends = [0];
    for (const list of lists) ends.push(ends.at(-1)! + list.length);
    const offsets = place(ends.length * 4);
    const values = place(ends.at(-1)! * 4 + 4);
    new Uint32Array(memory.buffer, offsets, ends.length).set(ends);
    new Uint32Array(memory.buffer, values, ends.at(-1)!).set(lists.flat());
    return [offsets, values];
  }
}

export function writeIds(run: Run, ids: readonly number[]): void {
  new Uint32Array(run.memory.buffer, run.at.ids, ids.length).set(ids);
}

export function someIds(count: number, rows: number): number[] {
  const random = createRandom(11);
  return Array.from({ length: count }, (_, at) =>
    at % 17 === 16 ? sentenceEnd : random.integer(rows),
  );
}

/** The most that a table of the run is from what the reference makes of it. */
export function largestDifference(run: Run): number {
  return Math.max(
    ...(['input', 'output', 'tree'] as const).map((name) =>
      run[name].reduce(
        (most, value, at) => Math.max(most, Math.abs(value - run.reference[name][at]!)),
        0,
      ),
    ),
  );
}

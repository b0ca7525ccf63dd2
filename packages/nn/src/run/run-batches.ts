import { check, InvalidInputError } from '@tovec/core';
import type { Dimension } from '../network/dimension.js';
import type { TensorArray, TensorData } from '../network/tensor-data.js';
import type { RunOptions } from './output-sessions.js';

export interface RunBatchesOptions extends Omit<RunOptions, 'transfer' | 'reclaim'> {
  /**
   * Rows at a time; default what the model's inputs say of their first axis, else 32. Where they say
   * a number, the last batch is filled up with zeros, and what comes of these is cut off.
   */
  readonly batch?: number | undefined;
}

/** What {@link runBatches} runs: a compiled network or an ONNX model. */
export interface BatchRunner {
  readonly inputs: ReadonlyMap<string, { readonly shape: readonly Dimension[] | undefined }>;
  run(
    feeds: Readonly<Record<string, TensorData>>,
    options?: RunOptions,
  ): Promise<Record<string, TensorData>>;
}

/**
 * Runs a network over many rows, some at a time, where all its inputs and outputs have one row (along
 * their first axis) for each thing: memory does not grow with how many there are, but for the results.
 *
 * @throws InvalidInputError for inputs of different numbers of rows
 *
 * @example
 * ```ts
 * import { compileNetwork, type Network, runBatches } from '@tovec/nn';
 *
 * const network: Network = (ops, _, { x }) => ({ sum: ops.sum(x!, [1]) });
 * await using compiled = await compileNetwork(network, {
 *   inputs: { x: { shape: ['batch', 2] } },
 *   weights: new Map(),
 * });
 * const x = { data: Float32Array.of(1, 2, 3, 4, 5, 6), shape: [3, 2] };
 * console.log((await runBatches(compiled, { x }, { batch: 2 })).sum!.data);
 * // Float32Array(3) [ 3, 7, 11 ]
 * ```
 */
export async function runBatches(
  runner: BatchRunner,
  feeds: Readonly<Record<string, TensorData>>,
  options: RunBatchesOptions = {},
): Promise<Record<string, TensorData>> {
  check.knownKeys('RunBatchesOptions', options, ['batch', 'outputs', 'signal']);
  const { batch, ...runOptions } = options;
  const fixed = fixedBatch(runner);
  const size = check.integer('batch', batch ?? fixed ?? 32, { min: 1 });
  if (fixed !== undefined && size !== fixed) {
    throw new InvalidInputError(
      `This model takes ${fixed} rows at a time, so batch cannot be ${size}.`,
      { argument: 'batch', given: size },
    );
  }
  const rows = rowsOf(feeds);
  const results = new Map<string, TensorData>();
  let start = 0;
  do {
    const end = Math.min(rows, start + size);
    const part = Object.fromEntries(
      Object.entries(feeds).map(([name, tensor]) => [
        name,
        rowsFrom(tensor, start, end, fixed ?? end - start),
      ]),
    );
    for (const [name, tensor] of Object.entries(await runner.run(part, runOptions))) {
      place(results, name, tensor, { start, end, rows });
    }
    start = end;
  } while (start < rows);
  return Object.fromEntries(results);
}

function fixedBatch({ inputs }: BatchRunner): number | undefined {
  for (const { shape } of inputs.values()) {
    if (typeof shape?.[0] === 'number') return shape[0];
  }
  return undefined;
}

function rowsOf(feeds: Readonly<Record<string, TensorData>>): number {
  const counts = Object.entries(feeds).map(([name, { shape }]) => {
    if (shape.length > 0) return [name, shape[0]!] as const;
    throw new InvalidInputError(`The input '${name}' is a single number, which has no rows.`, {
      ...{ argument: 'feeds', given: name },
    });
  });
  const rows = counts[0]?.[1] ?? 0;
  const other = counts.find(([, count]) => count !== rows);
  if (other === undefined) return rows;
  throw new InvalidInputError(
    `All inputs need one row for each thing, but '${counts[0]![0]}' has ${rows} and '${other[0]}' has ${other[1]}.`,
    { argument: 'feeds' },
  );
}

/** Some rows of a tensor, and rows of zeros until there are `count`. */
function rowsFrom(
  { data, shape }: TensorData,
  start: number,
  end: number,
  count: number,
): TensorData {
  const size = shape.slice(1).reduce((product, length) => product * length, 1);
  const rows = data.subarray(start * size, end * size);
  if (count === end - start) return { data: rows, shape: shape.with(0, count) };
  const filled = emptyLike(data, count * size);
  setAt(filled, rows, 0);
  return { data: filled, shape: shape.with(0, count) };
}

/** Puts the rows of a batch where they belong in the whole result. */
function place(
  results: Map<string, TensorData>,
  name: string,
  { data, shape }: TensorData,
  { start, end, rows }: { readonly start: number; readonly end: number; readonly rows: number },
): void {
  const size = shape.slice(1).reduce((product, length) => product * length, 1);
  if (shape[0] === undefined || shape[0] < end - start) {
    throw new InvalidInputError(
      `The output '${name}' has the shape [${shape.join(', ')}], not one row for each of ${end - start}. Run it without batches.`,
      { argument: 'outputs', given: name },
    );
  }
  const whole = results.get(name) ?? {
    data: emptyLike(data, rows * size),
    shape: shape.with(0, rows),
  };
  results.set(name, whole);
  if (whole.shape.slice(1).join() !== shape.slice(1).join()) {
    throw new InvalidInputError(
      `The output '${name}' has rows of different shapes in different batches: [${whole.shape.slice(1).join(', ')}] and [${shape.slice(1).join(', ')}].`,
      { argument: 'outputs', given: name },
    );
  }
  setAt(whole.data, data.subarray(0, (end - start) * size), start * size);
}

function emptyLike(data: TensorArray, length: number): TensorArray {
  return new (data.constructor as new (length: number) => TensorArray)(length);
}

function setAt(target: TensorArray, values: TensorArray, at: number): void {
  (target as Float32Array).set(values as Float32Array, at);
}

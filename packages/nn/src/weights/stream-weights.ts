import {
  check,
  createProgress,
  OPEN_SOURCE_KEYS,
  type OpenSourceOptions,
  openSafetensors,
  type ReadTensor,
  type SelectTensor,
  type Source,
  tensorToFloat32,
} from '@tovec/core';
import type { NamedWeight, WeightSpec, WeightValues } from '../network/network.js';
import { freeBuffer } from './free-buffer.js';
import { matchWeights, type Placement } from './match-weights.js';
import { type NameMap, ownNames } from './name-map.js';
import { permuteAxes } from './permute-axes.js';

export interface ReadWeightsOptions extends OpenSourceOptions {
  /** What the network wants: `describeNetwork(…).weights`. */
  readonly weights: readonly WeightSpec[];
  /** How the file lays them out; default: under the network's own names and shapes. */
  readonly layout?: NameMap | undefined;
  /** Names of tensors that may be there and are not read; `*` stands for anything. */
  readonly ignore?: readonly string[] | undefined;
}

export interface StreamWeightsOptions extends ReadWeightsOptions {
  /**
   * True reads every weight into the same memory: its values are good until the next one is asked for,
   * empty after the last, and nothing waits to be collected. Default false.
   */
  readonly reuse?: boolean | undefined;
}

/**
 * The weights of a network from safetensors, in the order of the file, one at a time: memory holds
 * one tensor, whatever the file's size. Every dtype becomes float32. A sharded model is read by its
 * `…index.json` (see `openSafetensors`). Everything is checked before any data is read.
 *
 * @throws ModelFileError when a file is damaged, or is not that of the network: it lists every
 *   weight that is missing, unexpected or of another shape
 * @throws SourceError when it cannot be read
 *
 * @example
 * ```ts
 * import { tmpdir } from 'node:os';
 * import { compileNetwork, describeNetwork, initializeWeights, streamWeights, writeWeights } from '@tovec/nn';
 * import type { Network } from '@tovec/nn';
 *
 * const network: Network = (ops, weights, { x }) => ({ y: ops.linear(x!, weights('w', [2, 3])) });
 * const inputs = { x: { shape: ['batch', 3] } };
 * const { weights } = describeNetwork(network, inputs);
 * const path = `${tmpdir()}/tovec-example-stream.safetensors`;
 * await writeWeights(path, weights, initializeWeights(weights, 1));
 *
 * const options = { inputs, weights: streamWeights(path, { weights }) };
 * await using compiled = await compileNetwork(network, options);
 * console.log(compiled.outputs.get('y')?.shape); // [ 'batch', 2 ]
 * ```
 */
export async function* streamWeights(
  source: Source | readonly Source[],
  options: StreamWeightsOptions,
): AsyncGenerator<NamedWeight> {
  const keys = ['weights', 'layout', 'ignore', 'reuse', ...OPEN_SOURCE_KEYS];
  check.knownKeys('ReadWeightsOptions', options, keys);
  const { weights, layout = ownNames, ignore = [], reuse = false, ...sourceOptions } = options;
  await using file = await openSafetensors(source, sourceOptions);
  const placements = matchWeights(file.tensors, weights, { layout, ignore, file: file.name });
  const wanted = file.tensors.filter(({ name }) => placements.has(name));
  const progress = createProgress({
    phase: 'read weights',
    unit: 'bytes',
    total: wanted.reduce((sum, { byteLength }) => sum + byteLength, 0),
    onProgress: options.onProgress,
  });
  let done = 0;
  const largest = wanted.reduce((most, { byteLength }) => Math.max(most, byteLength), 0);
  const memory = reuse ? new ArrayBuffer(largest) : undefined;
  const select: SelectTensor = ({ name, byteLength }) => {
    if (!placements.has(name)) return 'skip';
    return memory && new Uint8Array(memory, 0, byteLength);
  };
  try {
    for await (const tensor of file.read(select)) {
      yield* weightsIn(tensor, placements.get(tensor.info.name)!);
      done += tensor.info.byteLength;
      progress.report(done);
    }
  } finally {
    if (memory) freeBuffer(memory);
  }
}

/**
 * The weights of a network from safetensors, all together, in the order of the network. For large
 * ones see {@link streamWeights}, which checks the same and throws the same.
 *
 * @example
 * ```ts
 * import { tmpdir } from 'node:os';
 * import { describeNetwork, initializeWeights, type Network, readWeights, writeWeights } from '@tovec/nn';
 *
 * const network: Network = (ops, weights, { x }) => ({
 *   y: ops.linear(x!, weights('head.weight', [2, 3]), weights('head.bias', [2])),
 * });
 * const { weights } = describeNetwork(network, { x: { shape: ['batch', 3] } });
 * const path = `${tmpdir()}/tovec-example-head.safetensors`;
 * await writeWeights(path, weights, initializeWeights(weights, 1));
 *
 * const values = await readWeights(path, { weights });
 * console.log([...values.keys()], values.get('head.weight')?.length); // [ 'head.weight', 'head.bias' ] 6
 * ```
 */
export async function readWeights(
  source: Source | readonly Source[],
  options: ReadWeightsOptions,
): Promise<WeightValues> {
  const found = new Map<string, Float32Array>();
  for await (const { name, values } of streamWeights(source, options)) found.set(name, values);
  return new Map(options.weights.map(({ name }) => [name, found.get(name)!]));
}

function* weightsIn(
  { info, bytes }: ReadTensor,
  placements: readonly Placement[],
): Generator<NamedWeight> {
  const values = tensorToFloat32(info.dtype, bytes);
  for (const { weight, place } of placements) {
    const { split = info.shape, order } = place;
    const { name, shape } = weight;
    yield {
      name,
      shape,
      values: order === undefined ? values : permuteAxes(values, split, order),
    };
  }
}

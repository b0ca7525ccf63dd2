import { check, writeFileAtomically } from '@tovec/core';
import type { NamedWeight, Network, NetworkInputs, WeightValues } from '../network/network.js';
import { recordNetwork } from '../network/record/record-network.js';
import { acceptWeights } from '../weights/accept-weights.js';
import type { WeightPlace } from './external-data.js';
import { foldTransposes } from './fold-transposes.js';
import type { OnnxMetadata } from './model-proto.js';
import { neededGraph } from './needed-graph.js';
import { modelBeside, weightBytesOf, writeWeights, writeWhole } from './write-onnx.js';

export interface ExportOnnxOptions {
  readonly inputs: NetworkInputs;
  /** All in a map, or one after the other in any order: then one is in memory at a time. */
  readonly weights: WeightValues | AsyncIterable<NamedWeight>;
  /** The named values that the file gives; default all. What they do not need is left out. */
  readonly outputs?: readonly string[] | undefined;
  readonly metadata?: OnnxMetadata | undefined;
  /**
   * With more bytes of weights than this they go into a file beside the model, `<file>.data`; default
   * 1e9, as an ONNX file cannot be larger than 2 GiB.
   */
  readonly externalAbove?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

const KEYS = ['inputs', 'weights', 'outputs', 'metadata', 'externalAbove', 'signal'];
const LARGEST_INLINE = 2 ** 31 - 2 ** 24;

/**
 * Writes a network and its weights as a standard ONNX file (opset 23), which any runtime opens. Named
 * values keep their names. Each file is replaced whole, or not at all.
 *
 * @throws InvalidInputError for weights that are missing, unexpected or mis-shaped, naming them all
 * @throws MissingItemError for an output that the network does not have
 * @throws SourceError when the file cannot be written
 *
 * @example
 * ```ts
 * import { tmpdir } from 'node:os';
 * import { exportOnnx, type Network, OnnxModel } from '@tovec/nn';
 *
 * const double: Network = (ops, weights, { x }) => ({ y: ops.multiply(x!, weights('two', [1])) });
 * const file = `${tmpdir()}/tovec-double.onnx`;
 * await exportOnnx(
 *   double,
 *   { inputs: { x: { shape: ['batch', 3] } }, weights: new Map([['two', Float32Array.of(2)]]) },
 *   file,
 * );
 * await using model = await OnnxModel.open(file);
 * console.log(model.inputs.get('x')?.shape); // [ 'batch', 3 ]
 * ```
 */
export async function exportOnnx(
  network: Network,
  options: ExportOnnxOptions,
  file: string,
): Promise<void> {
  const { inputs, weights, outputs, metadata, signal } = check.knownKeys(
    'ExportOnnxOptions',
    options,
    KEYS,
  );
  check.string('file', file, { nonEmpty: true });
  const externalAbove = check.number('externalAbove', options.externalAbove ?? 1e9, { min: 0 });
  const whole = recordNetwork(network, inputs);
  const needed = neededGraph(whole, outputs);
  const given = acceptWeights(whole.weights, needed.weights, weights);
  const graph = foldTransposes(needed);
  if (weightBytesOf(graph) <= Math.min(externalAbove, LARGEST_INLINE)) {
    await writeFileAtomically(file, (sink) => writeWhole(graph, given, sink, metadata), { signal });
    return;
  }
  const [{ basename }, { realpath }] = await Promise.all([
    import('node:path'),
    import('node:fs/promises'),
  ]);
  // A runtime looks beside the file itself, not beside a link to it.
  const data = `${await realpath(file).catch(() => file)}.data`;
  let places: ReadonlyMap<string, WeightPlace> = new Map();
  await writeFileAtomically(
    data,
    async (sink) => {
      places = await writeWeights(graph.weights, given, sink);
    },
    { signal },
  );
  const model = modelBeside(graph, places, basename(data), metadata);
  await writeFileAtomically(file, (sink) => sink.write(model), { signal });
}

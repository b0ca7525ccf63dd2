import {
  type DefinedEncoder,
  defineEncoder,
  type EncodeCall,
  type EncodedBatch,
  EncoderError,
  type RowNote,
} from '@tovec/core';
import type { Dimension, TensorData } from '@tovec/nn';
import type { ImageInput } from '../input/image-input.js';
import type { ChannelOrder } from '../preprocessing/preprocess.js';
import { checkPreprocessing, type Preprocessing } from '../preprocessing/preprocessing.js';
import { checkEncoderOptions, type ImageEncoderOptions } from './encoder-options.js';
import { noSuchLayer } from './no-such-layer.js';
import { type ImagePooling, planPooling } from './pool-layer.js';
import { createBatchReader } from './read-batch.js';

/** What runs a network: a `CompiledNetwork` or an `OnnxModel` of `@tovec/nn`. */
export interface ImageRunner {
  readonly outputs: ReadonlyMap<string, { readonly shape: readonly Dimension[] | undefined }>;
  /** The numbers of the feeds are given away, and come back by `reclaim` when they are free. */
  run(
    feeds: Readonly<Record<string, TensorData>>,
    options?: {
      readonly outputs?: readonly string[] | undefined;
      readonly signal?: AbortSignal | undefined;
      readonly transfer?: boolean | undefined;
      readonly reclaim?:
        | ((inputs: Readonly<Record<string, TensorData['data']>>) => void)
        | undefined;
    },
  ): Promise<Readonly<Record<string, TensorData>>>;
  dispose(): Promise<void>;
}

export interface ImageEncoderDefinition extends ImageEncoderOptions {
  readonly id: string;
  /** Disposed of with the encoder. */
  readonly runner: ImageRunner;
  /** One of the runner's outputs. */
  readonly layer: string;
  readonly preprocessing: Preprocessing;
  /** What the runner calls its input; default `'pixels'`. */
  readonly input?: string | undefined;
  /** How the input is laid out, and the maps; default `'NCHW'`. */
  readonly order?: ChannelOrder | undefined;
  /** Where the network takes batches of one size only: that size. Smaller ones are filled up. */
  readonly fixedBatch?: number | undefined;
}

/** An encoder of pictures. */
export interface ImageEncoder extends DefinedEncoder<ImageInput> {
  /** Which output of the network its vectors are. */
  readonly layer: string;
  /** What else could be `layer`. */
  readonly layers: readonly string[];
  readonly pooling: ImagePooling;
  readonly preprocessing: Preprocessing;
  /** What the network sees of a picture, for those who run it themselves: a batch of one. */
  preprocess(input: ImageInput): Promise<TensorData>;
}

/**
 * Makes an encoder of pictures from a network that is ready to run. While one batch goes through the
 * network, in a thread of its own, the next ones are decoded and preprocessed; how many is bounded.
 *
 * @throws MissingItemError for a layer that is not among the runner's outputs, with the nearest names
 * @throws InvalidInputError for wrong options
 *
 * @example
 * ```ts
 * import { defineImageEncoder, kerasPreprocessing } from '@tovec/image';
 * import { compileNetwork, type Network } from '@tovec/nn';
 *
 * const brightness: Network = (ops, _, { pixels }) => ({ mean: ops.mean(pixels!, [2, 3]) });
 * await using encoder = defineImageEncoder({
 *   id: 'brightness',
 *   runner: await compileNetwork(brightness, {
 *     inputs: { pixels: { shape: ['batch', 3, 8, 8] } },
 *     weights: new Map(),
 *   }),
 *   layer: 'mean',
 *   preprocessing: kerasPreprocessing('tf', { size: 8 }),
 * });
 * const white = { data: new Uint8Array(48).fill(255), width: 4, height: 4 };
 * console.log((await encoder.encode([white])).row(0)); // Float32Array(3) [ 1, 1, 1 ]
 * ```
 */
export function defineImageEncoder(definition: ImageEncoderDefinition): ImageEncoder {
  const { id, runner, layer, order = 'NCHW', input = 'pixels', fixedBatch } = definition;
  const { pooling, batchSize, missing, decoding } = checkEncoderOptions(definition);
  const preprocessing = checkPreprocessing(definition.preprocessing);
  const plan = planPooling(layer, shapeOf(runner, layer), pooling, order);
  const readBatch = createBatchReader({ preprocessing, order, decoding, missing });
  const [height, width] = preprocessing.size;
  const shape = order === 'NCHW' ? [3, height, width] : [height, width, 3];

  const encoder = defineEncoder({
    id,
    modality: 'image',
    dimensions: plan.dimensions,
    limits: { maxBatch: fixedBatch ?? batchSize, concurrent: true },
    capabilities: { deterministic: true, missing },
    dispose: () => runner.dispose(),
    async doEncode({ inputs, signal }: EncodeCall<ImageInput>): Promise<EncodedBatch> {
      const { data, rows, failures, release } = await readBatch(inputs, signal);
      const vectors = new Float32Array(inputs.length * plan.dimensions);
      if (rows.length > 0) {
        const batch = fixedBatch ?? rows.length;
        const feed = {
          data: padded(data, (data.length / rows.length) * batch),
          shape: [batch, ...shape],
        };
        const result = await runner.run(
          { [input]: feed },
          {
            ...{ outputs: [layer], signal, transfer: true },
            reclaim: (inputs) => release(inputs[input] as Float32Array),
          },
        );
        const values = firstRows(id, layer, result[layer]!, { batch, rows: rows.length });
        plan.write(values, vectors, (index) => rows[index]!);
      }
      const notes = failures.map(
        ({ row, error }): RowNote => ({ row, kind: 'missing', message: error.message }),
      );
      return { vectors, notes };
    },
  });
  return {
    ...encoder,
    layer,
    layers: [...runner.outputs.keys()],
    pooling,
    preprocessing,
    async preprocess(picture) {
      const { data } = await createBatchReader({
        preprocessing,
        order,
        decoding,
        missing: 'throw',
      })([picture], undefined);
      return { data, shape: [1, ...shape] };
    },
  };
}

function shapeOf({ outputs }: ImageRunner, layer: string): readonly Dimension[] {
  const output = outputs.get(layer);
  if (output === undefined) throw noSuchLayer(layer, [...outputs.keys()]);
  return output.shape ?? [];
}

function padded(data: Float32Array, length: number): Float32Array {
  if (data.length === length) return data;
  const result = new Float32Array(length);
  result.set(data);
  return result;
}

/** Without what a batch was filled up with. */
function firstRows(
  id: string,
  layer: string,
  { data, shape }: TensorData,
  { batch, rows }: { readonly batch: number; readonly rows: number },
): TensorData {
  const [given, ...rest] = shape;
  if (given !== batch) {
    throw new EncoderError(
      `The encoder '${id}' expects the layer '${layer}' to begin with the pictures of a batch, ${batch}, but its shape is [${shape.join(', ')}].`,
      { encoder: id },
    );
  }
  return { data: data.subarray(0, (data.length / batch) * rows), shape: [rows, ...rest] };
}

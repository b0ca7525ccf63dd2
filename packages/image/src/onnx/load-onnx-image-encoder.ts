import {
  check,
  describeValue,
  InvalidInputError,
  OPEN_SOURCE_KEYS,
  type OpenSourceOptions,
  type Source,
} from '@tovec/core';
import { type Dimension, OnnxModel, type OnnxTensor, type ParallelOptions } from '@tovec/nn';
import { checkInputSize } from '../encoder/check-input-size.js';
import { defineImageEncoder, type ImageEncoder } from '../encoder/define-image-encoder.js';
import {
  checkEncoderOptions,
  IMAGE_ENCODER_KEYS,
  type ImageEncoderOptions,
} from '../encoder/encoder-options.js';
import { pickOptions } from '../encoder/pick-options.js';
import { checkPreprocessing, type Preprocessing } from '../preprocessing/preprocessing.js';
import { findPixelInput, type PixelInput } from './find-pixel-input.js';

export interface LoadOnnxImageEncoderOptions
  extends ImageEncoderOptions,
    OpenSourceOptions,
    ParallelOptions {
  /** The `.onnx` file. */
  readonly source: Source;
  /**
   * The tensor that gives the vectors, any that the network computes; default its output, where it has
   * only one.
   */
  readonly tap?: string | undefined;
  /**
   * What pictures have to go through, which no ONNX file says; or a function that is told
   * `[height, width]` of the network's input.
   */
  readonly preprocess: Preprocessing | ((size: readonly [number, number]) => Preprocessing);
}

const KEYS = [
  'source',
  'tap',
  'preprocess',
  'threads',
  'parallel',
  ...OPEN_SOURCE_KEYS,
  ...IMAGE_ENCODER_KEYS,
];

/**
 * Loads any vision network as an encoder of pictures: one input, `[batch, 3, height, width]` or
 * `[batch, height, width, 3]`, float32. Whether the batch is open or fixed is taken from the file.
 *
 * @throws ModelFileError when the file is damaged or no ONNX model; SourceError when it cannot be read
 * @throws UnsupportedError when it takes something else than pictures, or has operations that
 *   onnxruntime lacks
 * @throws MissingItemError for a tensor to tap that there is not, with those it may be
 * @throws InvalidInputError when `preprocess` gives another size than the network takes
 * @throws MissingDependencyError where onnxruntime-node or sharp is not installed
 *
 * @example
 * ```ts no-run
 * import { mobilenetPreprocessing } from '@tovec/image';
 * import { loadOnnxImageEncoder } from '@tovec/image/onnx';
 *
 * await using encoder = await loadOnnxImageEncoder({
 *   source: 'mobilenet_v2_1.0_224.onnx',
 *   tap: 'embedding',
 *   preprocess: mobilenetPreprocessing(),
 * });
 * const { dimensions } = await encoder.encode(['cat.jpg', 'dog.jpg']);
 * console.log(dimensions); // 1280
 * ```
 */
export async function loadOnnxImageEncoder(
  options: LoadOnnxImageEncoderOptions,
): Promise<ImageEncoder> {
  check.knownKeys('LoadOnnxImageEncoderOptions', options, KEYS);
  checkEncoderOptions(options);
  const { source, tap, threads, parallel, signal } = options;
  const sourceOptions = pickOptions(options, OPEN_SOURCE_KEYS);
  // Tapping shares the weights with what was opened, which is not loaded itself.
  await using file = await OnnxModel.open(source, {
    ...sourceOptions,
    threads,
    parallel,
    load: false,
  });
  const layer = tap ?? soleOutput(file);
  const input = findPixelInput(file.name, file.inputs);
  const preprocessing = preprocessingFor(file.name, input, options.preprocess);
  const model = await file.tap([check.string('tap', layer)], { signal });
  try {
    const shape = await shapeOf(model, layer, input, preprocessing);
    return defineImageEncoder({
      ...pickOptions(options, IMAGE_ENCODER_KEYS),
      id: 'onnx',
      runner: {
        outputs: new Map([...computed(file.tensors), [layer, { shape }]]),
        run: (feeds, runOptions) => model.run(feeds, runOptions),
        dispose: () => model.dispose(),
      },
      layer,
      preprocessing,
      input: input.name,
      order: input.order,
      fixedBatch: input.batch,
    });
  } catch (error) {
    await model.dispose();
    throw error;
  }
}

function soleOutput({ name, outputs }: OnnxModel): string {
  const [only, ...more] = outputs.keys();
  if (only !== undefined && more.length === 0) return only;
  throw new InvalidInputError(
    `${name} has ${outputs.size} outputs: ${[...outputs.keys()].map(describeValue).join(', ')}. Choose one with tap.`,
    { argument: 'tap' },
  );
}

function preprocessingFor(
  model: string,
  input: PixelInput,
  given: LoadOnnxImageEncoderOptions['preprocess'],
): Preprocessing {
  if (typeof given === 'function' && input.size === undefined) {
    throw new InvalidInputError(
      `${model} takes pictures of any size. Give a preprocess that says which, not a function.`,
      { argument: 'preprocess', given },
    );
  }
  const preprocessing = checkPreprocessing(
    typeof given === 'function' ? given(input.size!) : given,
  );
  if (input.size !== undefined) checkInputSize(model, input.size, 'preprocess', preprocessing);
  return preprocessing;
}

function computed(tensors: readonly OnnxTensor[]): [string, { shape: readonly Dimension[] }][] {
  return tensors
    .filter(({ op }) => op !== undefined)
    .map(({ name, shape = [] }) => [name, { shape }]);
}

/** The shape of the layer; where the file does not say it, that of the layer of a black picture. */
async function shapeOf(
  model: OnnxModel,
  layer: string,
  { name, order, batch = 1 }: PixelInput,
  { size }: Preprocessing,
): Promise<readonly Dimension[]> {
  const said = model.outputs.get(layer)?.shape;
  if (said?.slice(1).every((length) => typeof length === 'number')) return said;
  const shape = order === 'NCHW' ? [batch, 3, ...size] : [batch, ...size, 3];
  const data = new Float32Array(shape.reduce((product, length) => product * length, 1));
  const result = await model.run({ [name]: { data, shape } });
  return result[layer]!.shape;
}

import { availableParallelism } from 'node:os';
import {
  check,
  InvalidInputError,
  OPEN_SOURCE_KEYS,
  type OpenSourceOptions,
  type Source,
} from '@tovec/core';
import {
  compileNetwork,
  describeNetwork,
  type NameMap,
  type Network,
  streamWeights,
} from '@tovec/nn';
import { checkInputSize } from '../encoder/check-input-size.js';
import { defineImageEncoder, type ImageEncoder } from '../encoder/define-image-encoder.js';
import {
  checkEncoderOptions,
  IMAGE_ENCODER_KEYS,
  type ImageEncoderOptions,
} from '../encoder/encoder-options.js';
import { noSuchLayer } from '../encoder/no-such-layer.js';
import { pickOptions } from '../encoder/pick-options.js';
import { checkPreprocessing, type Preprocessing } from '../preprocessing/preprocessing.js';
import { pixelInputs } from './architecture.js';

/** A published architecture with the weights of somebody: all that loading needs to know. */
export interface PretrainedModel {
  readonly id: string;
  /** The network, with or without the layers that tell classes apart. */
  readonly network: (top: boolean) => Network;
  readonly size: number;
  /** Where the file keeps the weights. */
  readonly names: NameMap;
  /** What others call the layers. */
  readonly aliases: Readonly<Record<string, string>>;
  readonly layer: string;
  readonly preprocessing: Preprocessing;
}

/** What every loader of a pretrained encoder takes beside its layout and architecture. */
export interface LoadPretrainedOptions extends ImageEncoderOptions, OpenSourceOptions {
  /** A safetensors file, or those of a sharded model, or its `…index.json`. */
  readonly weights: Source | readonly Source[];
  /** Any named layer, by Keras's name or that of torchvision and timm. */
  readonly layer?: string | undefined;
  /** How pictures become pixels of the network; default as with the weights of the layout. */
  readonly preprocessing?: Preprocessing | undefined;
  /**
   * Threads that a batch is spread over; default the cores divided by `parallel`, or as many as onnxruntime
   * finds good.
   */
  readonly threads?: number | undefined;
  /**
   * How many batches go through the network at the same time, each through weights of its own; default one
   * for each core, up to 4, where the weights are below 128 MiB, else 1. Folders are done sooner that way,
   * as cores are shared with decoding; for the answer to a single picture, `parallel: 1` is faster.
   */
  readonly parallel?: number | undefined;
}

/** The keys of {@link LoadPretrainedOptions}. */
const KEYS = [
  'weights',
  'layer',
  'preprocessing',
  'threads',
  'parallel',
  ...IMAGE_ENCODER_KEYS,
  ...OPEN_SOURCE_KEYS,
];

/** Refuses options that nobody reads, and whatever has no weights. */
export function checkLoadOptions<Options extends LoadPretrainedOptions>(
  typeName: string,
  options: Options,
  own: readonly string[],
): Options {
  check.knownKeys(typeName, options, [...KEYS, ...own]);
  checkEncoderOptions(options);
  if (options.weights !== undefined) return options;
  throw new InvalidInputError(
    'weights must be a safetensors file: a path, a URL object or bytes. There are none in this package.',
    { argument: 'weights', given: options.weights },
  );
}

/** Loads the weights, and makes an encoder of the network up to the layer that is asked for. */
export async function loadPretrained(
  model: PretrainedModel,
  options: LoadPretrainedOptions,
): Promise<ImageEncoder> {
  const { weights: source, threads, signal } = options;
  const preprocessing = checkPreprocessing(options.preprocessing ?? model.preprocessing);
  checkInputSize('The network', [model.size, model.size], 'preprocessing', preprocessing);
  const inputs = pixelInputs(model);
  const whole = describeNetwork(model.network(true), inputs);
  const layer = layerNamed(options.layer ?? model.layer, [...whole.outputs.keys()], model.aliases);
  // Files often lack the layers that tell classes apart; who does not need them does not miss them.
  const topless = describeNetwork(model.network(false), inputs);
  const top = !topless.outputs.has(layer);
  const described = top ? whole : topless;
  const parallel = options.parallel ?? parallelFor(described.parameters);
  const runner = await compileNetwork(model.network(top), {
    ...{ inputs, outputs: [layer], threads, parallel, signal },
    weights: streamWeights(source, {
      ...pickOptions(options, OPEN_SOURCE_KEYS),
      weights: described.weights,
      layout: model.names,
      reuse: true,
    }),
  });
  try {
    return defineImageEncoder({
      ...pickOptions(options, IMAGE_ENCODER_KEYS),
      id: model.id,
      runner: { ...runner, outputs: whole.outputs },
      layer,
      preprocessing,
    });
  } catch (error) {
    await runner.dispose();
    throw error;
  }
}

/** Weights up to this may be in memory several times. */
const SMALL_BYTES = 2 ** 27;
const MOST_PARALLEL = 4;

function parallelFor(parameters: number): number {
  return parameters * 4 > SMALL_BYTES ? 1 : Math.min(MOST_PARALLEL, availableParallelism());
}

function layerNamed(
  name: string,
  layers: readonly string[],
  aliases: PretrainedModel['aliases'],
): string {
  const found = layers.includes(name) ? name : aliases[name];
  if (found !== undefined && layers.includes(found)) return found;
  throw noSuchLayer(name, layers, Object.keys(aliases));
}

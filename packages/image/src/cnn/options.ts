import { check, type OnProgress } from '@tovec/core';
import type { EngineChoice, TrainNetworkOptions } from '@tovec/nn';
import type { ImageInput } from '../input/image-input.js';
import type { CnnArchitecture } from './network.js';

/** A picture, and what it shows. */
export interface LabelledImage {
  readonly image: ImageInput;
  readonly label: string;
}

export interface CnnTrainOptions {
  /** Channels of the first block, an eighth of the features; default 16. */
  readonly width?: number | undefined;
  /** Height and width to which pictures are brought, a multiple of 8; default 32. */
  readonly size?: number | undefined;
  /** Share of the features that is dropped in training; default 0.2. */
  readonly dropout?: number | undefined;
  /** Default 20. */
  readonly epochs?: number | undefined;
  /** Pictures per step; default 64. */
  readonly batchSize?: number | undefined;
  /** The highest learning rate of AdamW, after a warm-up, from which it falls as a cosine; default 0.003. */
  readonly learningRate?: number | undefined;
  /** Default 0.05. */
  readonly weightDecay?: number | undefined;
  /** Default 0.1. */
  readonly labelSmoothing?: number | undefined;
  /** Whether pictures are mirrored, left and right, at random; default true. */
  readonly flip?: boolean | undefined;
  /** How many pixels pictures are moved at random, to all sides; default an eighth of the size. */
  readonly shift?: number | undefined;
  /** Pictures that are only measured, after each epoch: `accuracy` and `loss`. */
  readonly validation?: Iterable<LabelledImage> | AsyncIterable<LabelledImage> | undefined;
  /** Stops after so many epochs without a better validation accuracy; default: never. */
  readonly patience?: number | undefined;
  /** Of new weights, the order of pictures, dropout and what is done to pictures; default 1. */
  readonly seed?: number | undefined;
  /** Default `'auto'`. */
  readonly engine?: EngineChoice | undefined;
  readonly checkpoint?: TrainNetworkOptions['checkpoint'];
  readonly resume?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: OnProgress | undefined;
  readonly onEpoch?: TrainNetworkOptions['onEpoch'];
}

const KEYS = [
  ...['width', 'size', 'dropout', 'epochs', 'batchSize', 'learningRate', 'weightDecay'],
  ...['labelSmoothing', 'flip', 'shift', 'validation', 'patience', 'seed', 'engine'],
  ...['checkpoint', 'resume', 'signal', 'onProgress', 'onEpoch'],
];

/** Fills in the defaults. What `trainNetwork` takes over as it is, it checks itself. */
export function checkCnnOptions(options: CnnTrainOptions) {
  check.knownKeys('CnnTrainOptions', options, KEYS);
  const { patience } = options;
  const architecture = checkCnnArchitecture({
    width: options.width ?? 16,
    size: options.size ?? 32,
    dropout: options.dropout ?? 0.2,
  });
  const { size } = architecture;
  return {
    ...options,
    architecture,
    epochs: options.epochs ?? 20,
    batchSize: options.batchSize ?? 64,
    learningRate: options.learningRate ?? 0.003,
    weightDecay: options.weightDecay ?? 0.05,
    labelSmoothing: options.labelSmoothing ?? 0.1,
    flip: check.boolean('flip', options.flip ?? true),
    shift: check.integer('shift', options.shift ?? size / 8, { min: 0, max: size - 1 }),
    patience: patience === undefined ? undefined : check.integer('patience', patience, { min: 1 }),
    seed: options.seed ?? 1,
  };
}

/** @throws InvalidInputError when a number is not what it should be */
export function checkCnnArchitecture<Shape extends Omit<CnnArchitecture, 'classes'>>(
  shape: Shape,
): Shape {
  check.integer('width', shape.width, { min: 1, max: 1024 });
  check.integer('size / 8', shape.size / 8, { min: 1, max: 128 });
  check.number('dropout', shape.dropout, { min: 0, max: 0.99 });
  return shape;
}

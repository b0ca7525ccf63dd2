import { check, InvalidInputError, type OnProgress, type Random } from '@tovec/core';
import type { NetworkInputs, WeightValues } from '../network/network.js';
import type { EngineChoice } from '../tfjs/engine.js';
import { adamW } from './adam-w.js';
import type { Batch, BatchSource } from './batch.js';
import { checkEarlyStopping, type EarlyStopping } from './early-stopping.js';
import type { Loss } from './loss.js';
import type { Metric } from './metric.js';
import type { Optimizer } from './optimizer.js';
import type { EpochReport } from './report.js';

export interface TrainNetworkOptions {
  readonly inputs: NetworkInputs;
  /** All examples, shuffled for each epoch, or batches that are made as they are needed. */
  readonly data: Batch | BatchSource;
  readonly loss: Loss;
  /** Default {@link adamW} with PyTorch's settings. */
  readonly optimizer?: Optimizer | undefined;
  readonly epochs: number;
  /** Examples per step; default 32. The last batch of an epoch may be smaller. */
  readonly batchSize?: number | undefined;
  /** Of new weights, the order of examples, dropout and augmentation; default 1. */
  readonly seed?: number | undefined;
  /** Where to start; weights that are not here are new ones. */
  readonly weights?: WeightValues | undefined;
  /**
   * Names of weights that stay as they are, where `*` stands for anything: `['embedding.*']`. Frozen
   * running statistics are used as they are, as when the network is run.
   */
  readonly freeze?: readonly string[] | undefined;
  /** Shortens the gradients of a step to this length together; default: not. */
  readonly clipNorm?: number | undefined;
  /** Changes each batch before it is learnt from. It may depend on `random` only. */
  readonly augment?: ((batch: Batch, random: Random) => Batch | Promise<Batch>) | undefined;
  /** Examples that are only measured, after each epoch. */
  readonly validation?: Validation | undefined;
  /** Stops where the validation gets no better, and gives the weights of the best epoch. */
  readonly earlyStopping?: EarlyStopping | undefined;
  /**
   * Writes a checkpoint into `directory` every `everySeconds` (30), one at the end, and one when the
   * signal is aborted.
   */
  readonly checkpoint?:
    | { readonly directory: string; readonly everySeconds?: number | undefined }
    | undefined;
  /**
   * Goes on from the checkpoint in this directory; data and options must be the same. On the same engine
   * the result is that of a run that was never interrupted, byte by byte.
   */
  readonly resume?: string | undefined;
  /** Stops within a batch; where there are checkpoints, the promise rejects once a last one is written. */
  readonly signal?: AbortSignal | undefined;
  /** Told several times a second how far it has come, with the mean loss of the epoch. */
  readonly onProgress?: OnProgress | undefined;
  /** Told what each epoch brought. */
  readonly onEpoch?: ((report: EpochReport, epoch: number) => void) | undefined;
  /** Default `'auto'`: the fastest that is installed. */
  readonly engine?: EngineChoice | undefined;
}

export interface Validation extends Batch {
  /** By name; the loss is measured anyway, as `loss`. */
  readonly metrics?: Readonly<Record<string, Metric>> | undefined;
}

const keys = [
  ...['inputs', 'data', 'loss', 'optimizer', 'epochs', 'batchSize', 'seed', 'weights', 'freeze'],
  ...['clipNorm', 'augment', 'validation', 'earlyStopping', 'checkpoint', 'resume', 'signal'],
  ...['onProgress', 'onEpoch', 'engine'],
];

/** Checks the options and completes them. @throws InvalidInputError */
export function checkTrainOptions(options: TrainNetworkOptions) {
  check.knownKeys('TrainNetworkOptions', options, keys);
  const { checkpoint, clipNorm, data, earlyStopping, resume, validation } = options;
  if ('batches' in data) check.integer('data.stepsPerEpoch', data.stepsPerEpoch, { min: 1 });
  if (checkpoint) check.knownKeys('checkpoint', checkpoint, ['directory', 'everySeconds']);
  if (earlyStopping && !validation) {
    throw new InvalidInputError('earlyStopping needs validation data to watch. Give validation.', {
      argument: 'earlyStopping',
    });
  }
  const metrics = Object.keys(validation?.metrics ?? {});
  return {
    ...options,
    optimizer: options.optimizer ?? adamW(),
    epochs: check.integer('epochs', options.epochs, { min: 1 }),
    batchSize: check.integer('batchSize', options.batchSize ?? 32, { min: 1 }),
    seed: check.integer('seed', options.seed ?? 1),
    freeze: options.freeze ?? [],
    clipNorm: clipNorm === undefined ? undefined : check.number('clipNorm', clipNorm, { above: 0 }),
    earlyStopping: earlyStopping && checkEarlyStopping(earlyStopping, metrics),
    checkpoint: checkpoint && {
      directory: check.string('checkpoint.directory', checkpoint.directory, { nonEmpty: true }),
      everySeconds: check.number('checkpoint.everySeconds', checkpoint.everySeconds ?? 30, {
        min: 0,
      }),
    },
    resume: resume === undefined ? undefined : check.string('resume', resume, { nonEmpty: true }),
  };
}

export type TrainSettings = ReturnType<typeof checkTrainOptions>;

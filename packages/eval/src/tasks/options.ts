import { check, InvalidInputError, type JsonObject, type OnProgress } from '@tovec/core';
import type { BootstrapSettings } from '../statistics/bootstrap.js';

/** What every evaluation can be told. */
export interface EvaluationOptions {
  /** What to call the encoder in results and reports; default: its id. */
  readonly name?: string | undefined;
  /** Settings of the encoder that the result should tell. */
  readonly config?: JsonObject | undefined;
  /** Resamples behind each interval; default 1000. 0: no intervals. */
  readonly resamples?: number | undefined;
  /** How much of the resamples an interval holds; default 0.95. */
  readonly confidence?: number | undefined;
  /** Of everything that is drawn at random; default 1. */
  readonly seed?: number | undefined;
  /** Aborts between two pieces of work: within a second, but for clusters of thousands of words. */
  readonly signal?: AbortSignal | undefined;
  /** Phase `'encode'`, in inputs, and whatever else takes long. */
  readonly onProgress?: OnProgress | undefined;
}

const commonKeys = ['name', 'config', 'resamples', 'confidence', 'seed', 'signal', 'onProgress'];

/** Refuses options that no evaluation has; the settings of the bootstrap, defaults filled in. */
export function checkEvaluationOptions(
  typeName: string,
  options: EvaluationOptions,
  keys: readonly string[],
): BootstrapSettings {
  check.knownKeys(typeName, options, [...keys, ...commonKeys]);
  if (options.name !== undefined) check.string('name', options.name, { nonEmpty: true });
  return checkBootstrap(options);
}

/** The settings of a bootstrap, defaults filled in. */
export function checkBootstrap(
  { resamples, confidence = 0.95, seed = 1 }: Partial<BootstrapSettings> | EvaluationOptions,
  mostOften = 1000,
): BootstrapSettings {
  return {
    resamples: check.integer('resamples', resamples ?? mostOften, { min: 0, max: 1_000_000 }),
    confidence: checkShare('confidence', confidence),
    seed: check.integer('seed', seed),
  };
}

function checkShare(name: string, value: number): number {
  check.number(name, value, { above: 0 });
  if (value < 1) return value;
  throw new InvalidInputError(`${name} must be less than 1, but was ${value}.`, {
    ...{ argument: name, given: value },
  });
}

/** One dataset or several: the results come as the datasets were given. */
export type OneOrMany<T> = T | readonly T[];

/** The datasets as a list, and what was given when they are none. */
export function listDatasets<T extends object>(
  datasets: OneOrMany<T>,
  part: keyof T,
): readonly T[] {
  const list = (Array.isArray(datasets) ? datasets : [datasets]) as readonly T[];
  for (const dataset of list) {
    if (typeof dataset === 'object' && dataset !== null && Array.isArray(dataset[part])) continue;
    throw new InvalidInputError(
      `A dataset with ${String(part)} was expected, as the readers of this package give; ` +
        'await what they return.',
      { argument: 'dataset', given: dataset },
    );
  }
  return list;
}

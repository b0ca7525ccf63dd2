import type { Encoder, JsonObject } from '@tovec/core';
import manifest from '../../package.json' with { type: 'json' };
import type { BootstrapSettings } from '../statistics/bootstrap.js';
import type { Interval } from '../statistics/interval.js';
import { describeMachine, type Machine } from './machine.js';

/** Which data something was measured on. */
export interface DatasetIdentity {
  readonly name: string;
  /** SHA-256 of the file's content (unpacked), in hexadecimal; absent for data made in memory. */
  readonly sha256?: string | undefined;
}

/** What was measured. */
export interface EncoderIdentity {
  readonly id: string;
  readonly modality: string;
  readonly dimensions: number;
  /** What the caller calls it, a file's name say; absent where nobody gave one. */
  readonly name?: string | undefined;
  /** Its settings, as the caller knows them. */
  readonly config?: JsonObject | undefined;
}

/**
 * What every evaluation gives, whatever its task: plain data that `JSON.stringify` keeps whole. The
 * shape of a `schemaVersion` never changes but by additions.
 */
export interface EvaluationResult {
  readonly schemaVersion: 1;
  /** What was asked of the encoder. */
  readonly task: string;
  readonly dataset: DatasetIdentity;
  readonly encoder: EncoderIdentity;
  /** The version of @tovec/eval. */
  readonly tovecVersion: string;
  readonly machine: Machine;
  /** When the evaluation ended, in ISO 8601. */
  readonly date: string;
  /**
   * Wall-clock time of the evaluation, intervals included. Where several datasets share the encoding
   * of their words, each counts the whole of it.
   */
  readonly seconds: number;
  /** The name of the number that sums the result up; greater is better. */
  readonly primaryMetric: string;
  /** Its value; null where there was nothing to measure. */
  readonly score: number | null;
  /** Where it lies but for the choice of items; null without a score, or without resamples. */
  readonly interval: Interval | null;
  /** How intervals were found. */
  readonly bootstrap: BootstrapSettings;
  /** Items that could be asked, of all, from 0 to 1; null when there are none. */
  readonly coverage: number | null;
}

/** The version of the package, as results tell it. */
export const tovecVersion: string = manifest.version;

interface Measured {
  readonly dataset: DatasetIdentity;
  readonly encoder: EncoderIdentity;
  readonly bootstrap: BootstrapSettings;
  readonly seconds: number;
}

/** What results of all tasks say in the same way. */
export async function provenanceOf({ dataset, encoder, bootstrap, seconds }: Measured) {
  const { name, sha256 } = dataset;
  return {
    dataset: sha256 === undefined ? { name } : { name, sha256 },
    encoder,
    tovecVersion,
    machine: await describeMachine(),
    date: new Date().toISOString(),
    seconds,
    bootstrap,
  };
}

/** The encoder of a result. */
export function describeEncoder(
  { id, modality, dimensions }: Encoder<never>,
  {
    name,
    config,
  }: { readonly name?: string | undefined; readonly config?: JsonObject | undefined },
): EncoderIdentity {
  return {
    ...{ id, modality, dimensions },
    ...(name !== undefined && { name }),
    // As it will be read again: without what JSON has no place for.
    ...(config !== undefined && { config: JSON.parse(JSON.stringify(config)) as JsonObject }),
  };
}

/** What a result calls its encoder. */
export function encoderLabel({ encoder }: Pick<EvaluationResult, 'encoder'>): string {
  return encoder.name ?? encoder.id;
}

/** Seconds since this was called. */
export function stopwatch(): () => number {
  const start = performance.now();
  return () => (performance.now() - start) / 1000;
}

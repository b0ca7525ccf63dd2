import type { Encoder } from '@tovec/core';

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
}

/**
 * What every evaluation gives, whatever its task: plain data that `JSON.stringify` keeps whole. The
 * shape of a `schemaVersion` never changes but by additions.
 */
export interface EvaluationResult {
  readonly schemaVersion: 1;
  /** What was asked of the encoder: `'analogies'`, `'similarity'`. */
  readonly task: string;
  readonly dataset: DatasetIdentity;
  readonly encoder: EncoderIdentity;
  /** Wall-clock time of the evaluation. */
  readonly seconds: number;
  /** The name of the number that sums the result up; greater is better. */
  readonly primaryMetric: string;
  /** Its value; null where there was nothing to measure. */
  readonly score: number | null;
}

/** The dataset of a result, without its data. */
export function identityOf({ name, sha256 }: DatasetIdentity): DatasetIdentity {
  return sha256 === undefined ? { name } : { name, sha256 };
}

/** The encoder of a result. */
export function describeEncoder({ id, modality, dimensions }: Encoder<never>): EncoderIdentity {
  return { id, modality, dimensions };
}

/** Seconds since this was called. */
export function stopwatch(): () => number {
  const start = performance.now();
  return () => (performance.now() - start) / 1000;
}

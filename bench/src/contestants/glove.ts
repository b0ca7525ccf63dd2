import type { Measured } from './contestant.js';

/** What to count. */
export interface CooccurrenceTask {
  /** A plain text file. */
  readonly corpus: string;
  readonly window: number;
  readonly minCount: number;
  /** About how much memory counting may take. */
  readonly memoryGigabytes: number;
  readonly threads: number;
  /** Where to write the table, without an extension. */
  readonly output: string;
  readonly signal: AbortSignal;
}

/** From a text to a table of co-occurrences that can be trained on. */
export interface CooccurrenceOutcome extends Measured {
  readonly seconds: {
    /** Reading the text and counting its words. */
    readonly vocabulary: number;
    /** Counting windows, whatever is written and merged for it included. */
    readonly cooccurrences: number;
    readonly shuffle: number;
  };
  readonly vocabulary: number;
  readonly nonZeros: number;
  /** What `train` takes. */
  readonly table: string;
}

export interface GloveTask {
  readonly table: string;
  readonly dimensions: number;
  readonly xMax: number;
  readonly epochs: number;
  readonly threads: number;
  readonly seed: number;
  /** Training is ended after the first epoch that ends later. */
  readonly limitSeconds: number;
  /** Where to write the vectors, without an extension. */
  readonly output: string;
  readonly signal: AbortSignal;
}

export interface GloveOutcome extends Measured {
  /** Epochs that were trained to their end. */
  readonly epochs: number;
  readonly trainSeconds: number;
  readonly nonZeros: number;
  readonly vocabulary: number;
  /** Whether it was ended by `limitSeconds`; then no file was written. */
  readonly wasStopped: boolean;
  /** Mean cost of a non-zero in each epoch. */
  readonly cost: readonly number[];
}

/** A program that trains GloVe: tovec or the tools of Stanford. */
export interface GloveContestant {
  readonly name: string;
  readonly version: Readonly<Record<string, unknown>>;
  count(task: CooccurrenceTask): Promise<CooccurrenceOutcome>;
  train(task: GloveTask): Promise<GloveOutcome & { readonly model: string }>;
}

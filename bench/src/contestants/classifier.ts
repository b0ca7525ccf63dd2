import type { Measured } from './contestant.js';

/** A classifier to train and to test. */
export interface ClassifierTask {
  /** Lines with labels. */
  readonly train: string;
  readonly test: string;
  /** Words, labels and line ends of `train`. */
  readonly tokens: number;
  readonly dimensions: number;
  readonly epochs: number;
  readonly learningRate: number;
  readonly wordNgrams: number;
  readonly bucket: number;
  readonly threads: number;
  readonly seed: number;
  /** Where to write the model, without an extension. */
  readonly output: string;
  readonly signal: AbortSignal;
}

export interface ClassifierOutcome extends Measured {
  readonly trainSeconds: number;
  /** Lines whose first label is right, of 100. */
  readonly accuracy: number;
  /** Lines tested. */
  readonly examples: number;
}

/** A program that classifies texts: tovec or fastText. */
export interface ClassifierContestant {
  readonly name: string;
  classify(task: ClassifierTask): Promise<ClassifierOutcome>;
}

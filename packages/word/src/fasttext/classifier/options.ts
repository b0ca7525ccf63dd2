import { check } from '@tovec/core';
import type { QuantizationReport, QuantizeOptions } from '../quantize/quantize-parts.js';
import type { ClassifierEvaluation } from './evaluate.js';

/** A label, and how probable the model takes it to be. */
export interface Prediction {
  /** As it stands in the training text, prefix included: `__label__en`. */
  readonly label: string;
  /** From 0 to 1; those of all labels add up to 1 but for one-vs-all and negative sampling. */
  readonly probability: number;
}

export interface PredictOptions {
  /** How many labels to predict at most; default 1. Infinity: all. */
  readonly topK?: number | undefined;
  /** Labels less probable than this are left out; default 0. */
  readonly threshold?: number | undefined;
}

/** A text and its right labels; or both in one line, as fastText has it: `__label__en a text`. */
export type LabelledExample =
  | string
  | { readonly text: string; readonly labels: string | readonly string[] };

export interface QuantizeClassifierOptions extends QuantizeOptions {
  /** What to measure accuracy on, before and after. */
  readonly examples?: Iterable<LabelledExample> | undefined;
}

export interface ClassifierQuantizationReport extends QuantizationReport {
  /** Of the examples: what was right before and what is right now. */
  readonly evaluation?:
    | { readonly before: ClassifierEvaluation; readonly after: ClassifierEvaluation }
    | undefined;
}

/** The options with their defaults; there are no more labels to predict than the model has. */
export function checkPredictOptions(
  options: PredictOptions,
  labels: number,
): { topK: number; threshold: number } {
  check.knownKeys('PredictOptions', options, ['topK', 'threshold']);
  const { topK = 1, threshold = 0 } = options;
  if (topK !== Number.POSITIVE_INFINITY) check.integer('topK', topK, { min: 1 });
  check.number('threshold', threshold);
  return { topK: Math.min(topK, labels), threshold };
}

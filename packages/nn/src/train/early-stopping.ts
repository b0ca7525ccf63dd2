import { check, InvalidInputError } from '@tovec/core';
import type { Evaluation } from './evaluate.js';

export interface EarlyStopping {
  /** What is watched in the validation; default `'loss'`. */
  readonly metric?: string | undefined;
  /** Which is better; default `'lower'` for the loss, `'greater'` for the rest. */
  readonly better?: 'lower' | 'greater' | undefined;
  /** After how many epochs without a better value training stops; default 5. */
  readonly patience?: number | undefined;
  /** By how much a value must be better to count; default 0. */
  readonly minimumChange?: number | undefined;
}

/** The best epoch so far, counted from 1. */
export interface Best {
  readonly epoch: number;
  readonly value: number;
}

/** Completes the options. @throws InvalidInputError when there is no such metric */
export function checkEarlyStopping(options: EarlyStopping, metrics: readonly string[]) {
  check.knownKeys('earlyStopping', options, ['metric', 'better', 'patience', 'minimumChange']);
  const metric = check.oneOf('earlyStopping.metric', options.metric ?? 'loss', [
    'loss',
    ...metrics,
  ]);
  return {
    metric,
    better: check.oneOf(
      'earlyStopping.better',
      options.better ?? (metric === 'loss' ? 'lower' : 'greater'),
      ['lower', 'greater'],
    ),
    patience: check.integer('earlyStopping.patience', options.patience ?? 5, { min: 1 }),
    minimumChange: check.number('earlyStopping.minimumChange', options.minimumChange ?? 0, {
      min: 0,
    }),
  };
}

export type EarlyStoppingRules = ReturnType<typeof checkEarlyStopping>;

/** The best epoch, once another has been measured. */
export function bestOf(
  { metric, better, minimumChange }: EarlyStoppingRules,
  before: Best | undefined,
  epoch: number,
  evaluation: Evaluation,
): Best {
  const value = evaluation[metric]!;
  if (Number.isNaN(value)) {
    throw new InvalidInputError(
      `the metric '${metric}' is not a number after epoch ${epoch}; training may have diverged: lower the learningRate`,
      { argument: 'earlyStopping', given: value },
    );
  }
  if (before === undefined) return { epoch, value };
  const gain = better === 'lower' ? before.value - value : value - before.value;
  return gain > minimumChange ? { epoch, value } : before;
}

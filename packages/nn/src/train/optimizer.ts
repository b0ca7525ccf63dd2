import { check } from '@tovec/core';
import { matchesPattern } from '../weights/name-pattern.js';
import { checkSchedule, type Schedule, scheduleKeys, shareOfRate } from './schedule.js';

/** How weights follow their gradients. Made by {@link sgd} or {@link adamW}. */
export interface Optimizer {
  /** What it is and how it is set: plain values, kept in checkpoints. */
  readonly settings: Readonly<Record<string, string | number | boolean>>;
  /** How many arrays it keeps for each weight, as long as the weight. */
  readonly stateArrays: number;
  /** The learning rate of a step, counted from 0. */
  rateAt(step: number, totalSteps: number): number;
  /** Whether a weight is drawn towards 0. */
  decays(name: string, shape: readonly number[]): boolean;
  /** Moves a weight, in place. */
  update(weight: Float32Array, gradient: Float32Array, move: Move): void;
}

/** What a step knows beside weight and gradient. */
export interface Move {
  readonly state: readonly Float32Array[];
  /** Counted from 1. */
  readonly step: number;
  readonly learningRate: number;
  readonly decays: boolean;
}

/** What all optimisers take. */
export interface OptimizerOptions extends Schedule {
  readonly learningRate?: number | undefined;
  readonly weightDecay?: number | undefined;
  /**
   * Patterns of the names of weights that do not decay; default all of one axis: biases, and what
   * normalisation scales by.
   */
  readonly noDecay?: readonly string[] | undefined;
}

/** The keys of {@link OptimizerOptions}. */
export const optimizerKeys = ['learningRate', 'weightDecay', 'noDecay', ...scheduleKeys] as const;

/** What the optimisers have in common. @throws InvalidInputError */
export function optimizerBase(
  options: OptimizerOptions,
  defaults: { readonly learningRate: number; readonly weightDecay: number },
) {
  const { noDecay } = options;
  const learningRate = check.number('learningRate', options.learningRate ?? defaults.learningRate, {
    above: 0,
  });
  const weightDecay = check.number('weightDecay', options.weightDecay ?? defaults.weightDecay, {
    min: 0,
  });
  const schedule = checkSchedule(options);
  return {
    weightDecay,
    settings: { learningRate, weightDecay, noDecay: noDecay?.join(' ') ?? 'one axis', ...schedule },
    rateAt: (step: number, totalSteps: number) =>
      learningRate * shareOfRate(schedule, step, totalSteps),
    decays: (name: string, shape: readonly number[]) =>
      noDecay === undefined
        ? shape.length > 1
        : !noDecay.some((pattern) => matchesPattern(name, pattern)),
  };
}

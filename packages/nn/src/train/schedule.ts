import { check } from '@tovec/core';

/** How the learning rate changes over a training. */
export interface Schedule {
  /** Steps over which it rises, evenly, from near 0; default 0. */
  readonly warmupSteps?: number | undefined;
  /** How it falls to the end of the last epoch after that; default `'constant'`. */
  readonly decay?: 'constant' | 'linear' | 'cosine' | undefined;
}

export const scheduleKeys = ['warmupSteps', 'decay'] as const;

/** Completes a schedule. @throws InvalidInputError */
export function checkSchedule({ warmupSteps = 0, decay = 'constant' }: Schedule) {
  return {
    warmupSteps: check.integer('warmupSteps', warmupSteps, { min: 0 }),
    decay: check.oneOf('decay', decay, ['constant', 'linear', 'cosine']),
  };
}

/**
 * The share of the learning rate for a step, counted from 0 (Goyal et al., 2017; Loshchilov & Hutter,
 * 2017). The last step still moves.
 */
export function shareOfRate(
  { warmupSteps, decay }: ReturnType<typeof checkSchedule>,
  step: number,
  totalSteps: number,
): number {
  if (step < warmupSteps) return (step + 1) / warmupSteps;
  const passed = (step - warmupSteps) / Math.max(1, totalSteps - warmupSteps);
  if (decay === 'linear') return Math.max(0, 1 - passed);
  if (decay === 'cosine') return (1 + Math.cos(Math.PI * Math.min(1, passed))) / 2;
  return 1;
}

import type { OnProgress, ProgressExtra } from './progress-event.js';

export interface CreateProgressOptions {
  /** What is being done, e.g. `'train'`. */
  readonly phase: string;
  /** What is counted, in the plural, e.g. `'tokens'`. */
  readonly unit: string;
  /** How many there are in all, where that is known. */
  readonly total?: number | undefined;
  /** How many were done before this run, e.g. by the run that a checkpoint continues; default 0. */
  readonly from?: number | undefined;
  readonly onProgress?: OnProgress | undefined;
}

export interface Progress {
  /** Tells the listener that `done` of the total are done (counted from the very start). */
  report(done: number, extra?: ProgressExtra): void;
}

/**
 * Turns counts into {@link ProgressEvent}s with elapsed time, rate and time left. The clock starts
 * now. Without a listener, reporting costs nothing. What the listener throws reaches the reporter.
 *
 * @example
 * ```ts
 * import { createProgress } from '@tovec/core';
 *
 * const progress = createProgress({
 *   phase: 'count',
 *   unit: 'tokens',
 *   total: 200,
 *   onProgress: ({ phase, done, total, unit }) => console.log(`${phase}: ${done}/${total} ${unit}`),
 * });
 * progress.report(50); // count: 50/200 tokens
 * ```
 */
export function createProgress(options: CreateProgressOptions): Progress {
  const { phase, unit, total, from = 0, onProgress } = options;
  if (onProgress === undefined) return { report() {} };
  const start = performance.now();
  return {
    report(done, extra) {
      const seconds = (performance.now() - start) / 1000;
      const rate = seconds > 0 ? (done - from) / seconds : 0;
      const left = total === undefined ? undefined : Math.max(0, total - done);
      const eta = left === 0 ? 0 : left === undefined || rate <= 0 ? undefined : left / rate;
      onProgress({ phase, done, total, unit, seconds, rate, eta, ...extra });
    },
  };
}

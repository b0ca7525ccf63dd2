import { check, type OnProgress } from '@tovec/core';
import { workerCount } from './workers/worker-count.js';

/** How a training runs, whatever it learns. */
export interface RunOptions {
  /** Threads. One gives the same bytes for the same seed; more share the tables (Hogwild). */
  readonly workers?: number | undefined;
  /**
   * Writes a checkpoint into `directory` every `everySeconds` (30), one at the end, and one when the
   * signal is aborted.
   */
  readonly checkpoint?:
    | { readonly directory: string; readonly everySeconds?: number | undefined }
    | undefined;
  /**
   * Goes on from the checkpoint in this directory, with as many workers as wrote it. The corpus and
   * all options that change what is learnt must be the same.
   */
  readonly resume?: string | undefined;
  /**
   * Stops the work within 100 ms; the promise rejects with the signal's reason, when there are
   * checkpoints as soon as a last one is written.
   */
  readonly signal?: AbortSignal | undefined;
  /** Told several times a second how far each phase (`count`, `train`) has come. */
  readonly onProgress?: OnProgress | undefined;
}

/** The keys of {@link RunOptions}. */
export const runOptionKeys = [
  'workers',
  'checkpoint',
  'resume',
  'signal',
  'onProgress',
] as const satisfies readonly (keyof RunOptions)[];

/** Checks the options of a run and completes them. */
export function checkRunOptions({ workers, checkpoint, resume }: RunOptions) {
  if (checkpoint) check.knownKeys('checkpoint', checkpoint, ['directory', 'everySeconds']);
  return {
    workers: workerCount(workers),
    checkpoint: checkpoint && {
      directory: check.string('checkpoint.directory', checkpoint.directory, { nonEmpty: true }),
      everySeconds: check.number('checkpoint.everySeconds', checkpoint.everySeconds ?? 30, {
        above: 0,
      }),
    },
    resume: resume === undefined ? undefined : check.string('resume', resume, { nonEmpty: true }),
  };
}

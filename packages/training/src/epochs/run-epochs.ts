import { createProgress, type OnProgress } from '@tovec/core';
import { Control } from '../worker/control.js';
import type { Task, UnitPosition } from '../worker/protocol.js';
import { WorkerPool } from '../workers/pool.js';
import { supervise } from '../workers/supervise.js';
import { restKeeper } from './rest-keeper.js';

/** Work of several epochs on shared tables, which workers take in units. */
export interface EpochRun {
  readonly workers: number;
  readonly epochs: number;
  /** What is counted in all epochs together, and how much of it there is. */
  readonly unit: string;
  readonly total: number;
  /** How much of it is done; one number that workers add to. */
  readonly done: BigUint64Array;
  /** The task of a worker, which begins with units that were under way when a checkpoint was written. */
  task(control: Control, worker: number, unfinished: readonly UnitPosition[]): Task;
  /** Refuses losses that are not finite, or below 0. @throws InvalidInputError */
  checkLosses(state: RunState): void;
  /** Refuses tables that are not finite. @throws InvalidInputError */
  checkTables(): void;
}

/** How far a run has come, and what it needs beside its memory to go on. */
export interface RunState {
  readonly nextUnit: number;
  /** Units that were begun and not finished. */
  readonly unfinished: readonly UnitPosition[];
  /** For each epoch: summed loss and predictions. */
  readonly losses: readonly { readonly loss: number; readonly predictions: number }[];
  /** How much of the work is done. */
  readonly done: number;
  /** Seconds of training. */
  readonly seconds: number;
  /** Seconds that all workers together spent on getting what they trained on: reading, walking. */
  readonly streamSeconds: number;
  /** How much of what is done was reckoned with and was not there: what short walks lack. */
  readonly missing: number;
}

export interface RunHooks {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: OnProgress | undefined;
  /** Called with the run at rest, every `everySeconds`, at the end, and after an abort. */
  readonly checkpoint?:
    | { readonly everySeconds: number; save(state: RunState, signal?: AbortSignal): Promise<void> }
    | undefined;
}

/**
 * Runs all epochs, from the beginning or from where `from` says; returns the final state.
 *
 * @throws InvalidInputError when training diverges
 */
export async function runEpochs(
  run: EpochRun,
  hooks: RunHooks,
  from?: RunState,
): Promise<RunState> {
  const { workers, epochs } = run;
  const control = Control.create(workers, epochs);
  if (from) restore(control, run.done, from);
  const unfinished = (worker: number) =>
    from?.unfinished.filter((_, unit) => unit % workers === worker) ?? [];

  const all = <T>(each: (worker: number) => T) =>
    Array.from({ length: workers }, (_, worker) => each(worker));
  const started = performance.now();
  const state = (): RunState => ({
    nextUnit: control.nextUnit,
    unfinished: all((worker) => control.position(worker)).filter((at) => at !== undefined),
    losses: Array.from({ length: epochs }, (_, epoch) => control.loss(epoch)),
    done: Number(Atomics.load(run.done, 0)),
    seconds: (from?.seconds ?? 0) + (performance.now() - started) / 1000,
    streamSeconds: (from?.streamSeconds ?? 0) + control.streamed.milliseconds / 1000,
    missing: (from?.missing ?? 0) + control.streamed.missing,
  });
  const report = reporter(run, hooks, state, from);
  await using pool = new WorkerPool(workers);
  const rest = restKeeper(control, workers, hooks, state);
  let working: Promise<unknown> | undefined;

  try {
    await supervise({
      control,
      signal: hooks.signal,
      onTick: () => {
        run.checkLosses(state());
        report();
        rest.tick();
      },
      work: async (stop) => {
        const tasks = all((worker) => run.task(control, worker, unfinished(worker)));
        working = pool.run(tasks, { ...rest.hooks, onFailure: stop });
        await working;
        rest.throwIfFailed();
      },
    });
  } catch (error) {
    await rest.saved;
    if (hooks.signal?.aborted && working) await saveAfterAbort(working);
    throw error;
  }
  await rest.saved;
  const last = state();
  run.checkLosses(last);
  run.checkTables();
  await hooks.checkpoint?.save(last, hooks.signal);
  report();
  return last;

  /** Keeps what was learnt since the last checkpoint; when that fails, there is still the last one. */
  async function saveAfterAbort(working: Promise<unknown>): Promise<void> {
    if (!hooks.checkpoint) return;
    try {
      await working;
      run.checkLosses(state());
      await hooks.checkpoint.save(state());
    } catch {
      // The abort is what the caller hears of.
    }
  }
}

function restore(control: Control, trained: BigUint64Array, from: RunState): void {
  control.nextUnit = from.nextUnit;
  from.losses.forEach(({ loss, predictions }, epoch) => {
    control.addLoss(0, epoch, loss, predictions);
  });
  trained[0] = BigInt(from.done);
}

function reporter(run: EpochRun, { onProgress }: RunHooks, state: () => RunState, from?: RunState) {
  const { epochs } = run;
  const progress = createProgress({
    phase: 'train',
    unit: run.unit,
    total: run.total,
    from: from?.done,
    ...(onProgress && { onProgress }),
  });
  return () => {
    if (!onProgress) return;
    const { done, losses } = state();
    const begun = losses.findLastIndex(({ predictions }) => predictions > 0);
    const now = losses[begun];
    progress.report(done, {
      epoch: Math.max(begun, 0) + 1,
      epochs,
      ...(now && { loss: now.loss / now.predictions }),
    });
  };
}

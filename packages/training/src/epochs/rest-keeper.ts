import { type Control, command } from '../worker/control.js';
import type { RunHooks, RunState } from './run-epochs.js';

/** Brings the workers to rest every now and then, to write a checkpoint. */
export function restKeeper(
  control: Control,
  workers: number,
  { checkpoint, signal }: RunHooks,
  state: () => RunState,
) {
  let active = workers;
  let paused = 0;
  let pauses = 0;
  let savedAt = performance.now();
  let saved: Promise<void> | undefined;
  let failure: unknown;

  const saveAtRest = () => {
    if (paused === 0 || paused < active || !checkpoint) return;
    paused = 0;
    saved = checkpoint
      .save(state(), signal)
      .catch((error: unknown) => {
        failure = error;
        control.command = command.stop;
      })
      .finally(() => {
        savedAt = performance.now();
        if (control.command >= command.pause) control.command = command.run;
      });
  };
  return {
    tick() {
      const isDue = checkpoint && performance.now() - savedAt > checkpoint.everySeconds * 1000;
      if (isDue && control.command === command.run) control.command = command.pause + pauses++;
    },
    /** Settles with the checkpoint that is being written, if there is one. */
    get saved() {
      return saved;
    },
    hooks: {
      onPaused() {
        paused++;
        saveAtRest();
      },
      onDone() {
        active--;
        saveAtRest();
      },
    },
    throwIfFailed() {
      if (failure !== undefined) throw failure;
    },
  };
}

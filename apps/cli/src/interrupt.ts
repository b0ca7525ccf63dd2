import { constants } from 'node:os';

/** The command was stopped from outside, in good order. */
export class Interrupted extends Error {
  /** What shells expect: 128 + the number of the signal. */
  readonly exitCode: number;

  constructor(message: string, signal: 'SIGINT' | 'SIGTERM') {
    super(message);
    this.name = 'Interrupted';
    this.exitCode = 128 + constants.signals[signal];
  }

  /** The same interruption, with more to say. */
  saying(message: string): Interrupted {
    return Object.assign(new Interrupted(message, 'SIGINT'), { exitCode: this.exitCode });
  }
}

/** A signal that Ctrl-C aborts, once: the second Ctrl-C ends the process as usual. */
export function abortOnSignals(): AbortSignal {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.once(name, () => controller.abort(new Interrupted('interrupted', name)));
  }
  return controller.signal;
}

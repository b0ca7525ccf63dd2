import { type Control, command } from '../worker/control.js';

/** How often the main thread looks at what the workers do, in milliseconds. */
const tickMilliseconds = 100;

/**
 * Watches over work done by others: reports on it several times a second, and when the signal is
 * aborted or reporting fails, tells them to stop and rejects at once, without waiting until they have.
 */
export async function supervise<Result>(options: {
  /** What the workers look at: told to stop, they do so within a chunk. */
  readonly control: Control;
  readonly signal?: AbortSignal | undefined;
  readonly onTick: () => void;
  readonly work: (stop: () => void) => Promise<Result>;
}): Promise<Result> {
  const { control, signal } = options;
  signal?.throwIfAborted();
  const stop = () => {
    control.command = command.stop;
  };
  let giveUp = (_: unknown) => {};
  const givenUp = new Promise<never>((_, reject) => {
    giveUp = (reason) => {
      stop();
      reject(reason);
    };
  });
  const onAbort = () => giveUp(signal?.reason);
  const timer = setInterval(() => {
    try {
      options.onTick();
    } catch (error) {
      giveUp(error);
    }
  }, tickMilliseconds);
  signal?.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([options.work(stop), givenUp]);
  } finally {
    clearInterval(timer);
    signal?.removeEventListener('abort', onAbort);
  }
}

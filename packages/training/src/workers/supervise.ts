/** How often the main thread looks at what the workers do, in milliseconds. */
const tickMilliseconds = 100;

/**
 * Watches over work done by others: reports on it several times a second, tells them to stop when
 * the signal is aborted, and then rejects with the signal's reason.
 */
export async function supervise<Result>(options: {
  readonly signal?: AbortSignal | undefined;
  readonly onTick: () => void;
  /** Tells the workers to stop; they do so within a chunk. */
  readonly stop: () => void;
  readonly work: (stop: () => void) => Promise<Result>;
}): Promise<Result> {
  const { signal, stop } = options;
  signal?.throwIfAborted();
  let tickError: unknown;
  const timer = setInterval(() => {
    try {
      options.onTick();
    } catch (error) {
      tickError ??= error;
      stop();
    }
  }, tickMilliseconds);
  signal?.addEventListener('abort', stop, { once: true });
  try {
    const result = await options.work(stop);
    if (tickError !== undefined) throw tickError;
    signal?.throwIfAborted();
    return result;
  } finally {
    clearInterval(timer);
    signal?.removeEventListener('abort', stop);
  }
}

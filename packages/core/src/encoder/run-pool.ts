/** Longer than this without a pause, and timers (an abort among them) would starve. */
const PAUSE_EVERY_MS = 12;

/**
 * Runs `count` tasks, at most `limit` at a time; a free place takes the next task at once. After a
 * failure or an abort no task starts, those under way see their signal aborted and are waited for,
 * and the first failure (or the signal's reason) is thrown.
 */
export async function runPool(
  count: number,
  limit: number,
  run: (task: number, signal: AbortSignal) => Promise<void>,
  signal: AbortSignal | undefined,
): Promise<void> {
  signal?.throwIfAborted();
  const stop = new AbortController();
  const onAbort = () => stop.abort(signal?.reason);
  signal?.addEventListener('abort', onAbort, { once: true });
  let next = 0;
  let lastPause = performance.now();
  const lane = async () => {
    while (next < count && !stop.signal.aborted) {
      try {
        await run(next++, stop.signal);
      } catch (error) {
        stop.abort(error);
      }
      if (performance.now() - lastPause > PAUSE_EVERY_MS) {
        await pause();
        lastPause = performance.now();
      }
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.min(limit, count) }, lane));
  } finally {
    signal?.removeEventListener('abort', onAbort);
  }
  stop.signal.throwIfAborted();
}

/** One turn of the event loop; where there is `setImmediate`, without the millisecond of a timer. */
function pause(): Promise<void> {
  return new Promise((resolve) => {
    if (typeof setImmediate === 'function') setImmediate(resolve);
    else setTimeout(resolve, 0);
  });
}

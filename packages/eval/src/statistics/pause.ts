/** Lets events in between two pieces of work, an abort among them. */
export async function pause(signal: AbortSignal | undefined): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  signal?.throwIfAborted();
}

/** Milliseconds of work between two pauses. */
const pauseEvery = 100;

/** Pauses where the last pause was a while ago: for loops of short steps, which share one. */
export type PauseIfDue = () => Promise<void>;

/** Makes such a pause, which throws the signal's reason once it is aborted. */
export function pacer(signal: AbortSignal | undefined): PauseIfDue {
  let paused = performance.now();
  return async () => {
    signal?.throwIfAborted();
    if (performance.now() - paused < pauseEvery) return;
    await pause(signal);
    paused = performance.now();
  };
}

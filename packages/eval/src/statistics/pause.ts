/** Lets events in between two pieces of work, an abort among them. */
export async function pause(signal: AbortSignal | undefined): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  signal?.throwIfAborted();
}

/** Milliseconds of work between two pauses. */
const pauseEvery = 100;

/** A pause that is one only where the last was a while ago: for loops of short steps. */
export function pacer(signal: AbortSignal | undefined): () => Promise<void> {
  let paused = performance.now();
  return async () => {
    if (performance.now() - paused < pauseEvery) return;
    await pause(signal);
    paused = performance.now();
  };
}

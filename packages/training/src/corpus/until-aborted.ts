/** The same items, but an abort does not wait for the next one, which may never come. */
export function untilAborted<Item>(
  items: Iterable<Item> | AsyncIterable<Item>,
  signal: AbortSignal | undefined,
): Iterable<Item> | AsyncIterable<Item> {
  return signal && Symbol.asyncIterator in items ? raced(items, signal) : items;
}

async function* raced<Item>(items: AsyncIterable<Item>, signal: AbortSignal): AsyncGenerator<Item> {
  let giveUp = (_: unknown) => {};
  const onAbort = () => giveUp(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  const iterator = items[Symbol.asyncIterator]();
  let isDone = false;
  try {
    for (;;) {
      signal.throwIfAborted();
      const next = await new Promise<IteratorResult<Item>>((resolve, reject) => {
        giveUp = reject;
        iterator.next().then(resolve, reject);
      });
      isDone = next.done === true;
      if (next.done) return;
      yield next.value;
    }
  } finally {
    signal.removeEventListener('abort', onAbort);
    const closed = isDone ? undefined : iterator.return?.().catch(() => {});
    // What hangs would hang here as well.
    if (!signal.aborted) await closed;
  }
}

import { abortable } from '../sources/abortable.js';

/** Inputs, so many at a time. */
export interface InputChunks<Input> {
  /** The next `size` inputs (fewer at the end), undefined after the last; one call at a time. */
  next(): Promise<readonly Input[] | undefined>;
  /** Tells the collection that no more is wanted. */
  close(): Promise<void>;
}

/** Reads a collection in chunks; an abort ends the waiting for an input that does not come. */
export function openChunks<Input>(
  inputs: Iterable<Input> | AsyncIterable<Input>,
  size: number,
  signal: AbortSignal,
): InputChunks<Input> {
  const iterator =
    Symbol.asyncIterator in inputs ? inputs[Symbol.asyncIterator]() : inputs[Symbol.iterator]();
  let waiting = false;
  let ended = false;
  return {
    async next() {
      const chunk: Input[] = [];
      waiting = true;
      while (!ended && chunk.length < size) {
        const step = iterator.next();
        // Awaiting what is there already would cost a turn for each input.
        const result = 'then' in step ? await abortable(step, signal) : step;
        if (result.done === true) ended = true;
        else chunk.push(result.value);
      }
      waiting = false;
      return chunk.length === 0 ? undefined : chunk;
    },
    async close() {
      if (ended) return;
      ended = true;
      const closing = Promise.resolve(iterator.return?.());
      // A generator that is waiting for something ends only when that has come.
      if (waiting) closing.catch(() => {});
      else await closing;
    },
  };
}

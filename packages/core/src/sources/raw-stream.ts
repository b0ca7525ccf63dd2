import { describeValue } from '../describe-value.js';
import { InvalidInputError } from '../errors/invalid-input-error.js';
import { isTagged } from '../is-tagged.js';
import { abortable } from './abortable.js';
import type { RawReader } from './byte-reader.js';

/** Reads from chunks as they come: a web stream, a Node stream, or any async iterable of bytes. */
export function rawStream(
  chunks: AsyncIterable<Uint8Array>,
  signal: AbortSignal | undefined,
): RawReader {
  const iterator = chunks[Symbol.asyncIterator]();
  let chunk: Uint8Array = new Uint8Array(0);
  let ended = false;

  async function nextChunk(): Promise<void> {
    const next = await abortable(iterator.next(), signal);
    if (next.done === true) {
      ended = true;
    } else if (isTagged(next.value, 'Uint8Array')) {
      chunk = next.value;
    } else {
      throw new InvalidInputError(
        `A source stream must give chunks of bytes (Uint8Array), but gave ${describeValue(next.value)}.`,
        { argument: 'source', given: next.value },
      );
    }
  }

  return {
    async read(target) {
      while (chunk.length === 0 && !ended) await nextChunk();
      const count = Math.min(target.length, chunk.length);
      target.set(chunk.subarray(0, count));
      chunk = chunk.subarray(count);
      return count;
    },
    async close() {
      if (ended) return;
      ended = true;
      // Not waited for: a generator that is stuck in `next` would never return.
      iterator.return?.().catch(() => {});
    },
  };
}

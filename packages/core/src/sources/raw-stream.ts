import { describeValue } from '../describe-value.js';
import { InvalidInputError } from '../errors/invalid-input-error.js';
import type { RawReader } from './byte-reader.js';

/** Reads from chunks as they come: a web stream, a Node stream, or any async iterable of bytes. */
export function rawStream(chunks: AsyncIterable<Uint8Array>): RawReader {
  const iterator = chunks[Symbol.asyncIterator]();
  let chunk = new Uint8Array(0) as Uint8Array;
  let ended = false;
  return {
    async read(target) {
      while (chunk.length === 0) {
        if (ended) return 0;
        const next = await iterator.next();
        if (next.done === true) {
          ended = true;
          return 0;
        }
        if (!(next.value instanceof Uint8Array)) {
          throw new InvalidInputError(
            `A source stream must give chunks of bytes (Uint8Array), but gave ${describeValue(next.value)}.`,
            { argument: 'source', given: next.value },
          );
        }
        chunk = next.value;
      }
      const count = Math.min(target.length, chunk.length);
      target.set(chunk.subarray(0, count));
      chunk = chunk.subarray(count);
      return count;
    },
    async close() {
      if (ended) return;
      ended = true;
      await iterator.return?.();
    },
  };
}

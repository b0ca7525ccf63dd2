import type { RawReader } from './byte-reader.js';

/** Reads from bytes in memory. */
export function rawBytes(bytes: Uint8Array): RawReader {
  let position = 0;
  return {
    async read(target) {
      const count = Math.min(target.length, bytes.length - position);
      target.set(bytes.subarray(position, position + count));
      position += count;
      return count;
    },
    skip(count) {
      position += count;
    },
    async close() {},
  };
}

import { setImmediate } from 'node:timers/promises';
import { crc32 } from 'node:zlib';

/** Bytes between two looks at the signal, a few milliseconds of work. */
const sliceBytes = 1 << 24;

/** The CRC-32 of a text and of named bytes, whatever their order. */
export async function checksum(
  text: string,
  tensors: readonly { readonly name: string; readonly bytes: Uint8Array }[],
  signal?: AbortSignal,
): Promise<string> {
  let sum = crc32(text);
  for (const { name, bytes } of tensors.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    sum = crc32(name, sum);
    for (let from = 0; from < bytes.length; from += sliceBytes) {
      sum = crc32(bytes.subarray(from, from + sliceBytes), sum);
      await setImmediate();
      signal?.throwIfAborted();
    }
  }
  return sum.toString(16);
}

import { openSource } from '@tovec/core';

/** Everything in a source; pictures are decoded as a whole. */
export async function readBytes(
  source: string | URL | Uint8Array,
  signal: AbortSignal | undefined,
): Promise<Uint8Array> {
  await using reader = await openSource(source, { signal });
  if (reader.size !== undefined) {
    const bytes = new Uint8Array(reader.size);
    await reader.readExactly(bytes);
    return bytes;
  }
  const parts: Uint8Array[] = [];
  for (;;) {
    const part = new Uint8Array(1 << 16);
    const count = await reader.read(part);
    if (count === 0) return Buffer.concat(parts);
    parts.push(part.subarray(0, count));
  }
}

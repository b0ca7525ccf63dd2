import { openSource } from '@tovec/core';

/** Everything in a source; pictures are decoded as a whole. */
export async function readBytes(
  source: string | URL | Uint8Array,
  signal: AbortSignal | undefined,
): Promise<Uint8Array> {
  const file = await readFileQuickly(source);
  signal?.throwIfAborted();
  if (file !== undefined) return file;
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

/**
 * What stands in a plain file, without the buffers of a reader, which take as long as the reading. What
 * cannot be read so, and what is compressed, goes the way of all sources, with their errors.
 */
async function readFileQuickly(source: string | URL | Uint8Array): Promise<Uint8Array | undefined> {
  const isPath = typeof source === 'string' && !source.startsWith('npm:');
  if (!isPath && !(source instanceof URL && source.protocol === 'file:')) return undefined;
  const { readFile } = await import('node:fs/promises');
  const bytes = await readFile(source).catch(() => undefined);
  return bytes?.[0] === 0x1f && bytes[1] === 0x8b ? undefined : bytes;
}

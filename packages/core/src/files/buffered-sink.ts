/** The file being written; chunks may be reused once `write` has resolved. */
export interface FileSink {
  write(chunk: Uint8Array): Promise<void>;
}

const BUFFER_BYTES = 1 << 18;
/** Large chunks go out in pieces of this size, so that an abort is noticed between them. */
const PIECE_BYTES = 1 << 26;

/**
 * Gathers small chunks; large ones go through as they are.
 *
 * @param writeSome writes some of the bytes and says how many
 */
export function bufferedSink(
  writeSome: (bytes: Uint8Array) => Promise<number>,
): FileSink & { flush(): Promise<void> } {
  const buffer = new Uint8Array(BUFFER_BYTES);
  let held = 0;
  const writeAll = async (bytes: Uint8Array) => {
    for (let done = 0; done < bytes.length; ) {
      done += await writeSome(bytes.subarray(done, done + PIECE_BYTES));
    }
  };
  const flush = async () => {
    const bytes = buffer.subarray(0, held);
    held = 0;
    await writeAll(bytes);
  };
  return {
    flush,
    async write(chunk) {
      if (held + chunk.length > buffer.length) await flush();
      if (chunk.length >= buffer.length) return writeAll(chunk);
      buffer.set(chunk, held);
      held += chunk.length;
    },
  };
}

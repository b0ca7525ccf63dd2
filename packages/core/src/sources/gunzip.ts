import { ModelFileError } from '../errors/model-file-error.js';
import { BufferedReader } from './buffered-reader.js';
import type { ByteReader } from './byte-reader.js';
import { rawStream } from './raw-stream.js';

const CHUNK_BYTES = 1 << 18;

/** A reader of what `reader`'s gzip content unpacks to; how much that is, nobody knows yet. */
export async function gunzipped(
  reader: ByteReader,
  signal: AbortSignal | undefined,
): Promise<ByteReader> {
  const [{ createGunzip }, { pipeline, Readable }] = await Promise.all([
    import('node:zlib'),
    import('node:stream'),
  ]);
  const unpacked = createGunzip({ chunkSize: CHUNK_BYTES });
  // Errors reach the reader through `unpacked`; the callback only keeps them from being thrown.
  pipeline(Readable.from(chunksOf(reader), { objectMode: false }), unpacked, () => {});
  const raw = rawStream(unpacked, signal);
  const unpackedRaw = {
    async read(target: Uint8Array) {
      try {
        return await raw.read(target);
      } catch (cause) {
        throw isZlibError(cause) ? damaged(reader, cause) : cause;
      }
    },
    async close() {
      unpacked.destroy();
      await reader.close();
    },
  };
  return new BufferedReader(unpackedRaw, reader.name, undefined, signal);
}

async function* chunksOf(reader: ByteReader): AsyncGenerator<Uint8Array> {
  for (;;) {
    const chunk = new Uint8Array(CHUNK_BYTES);
    const count = await reader.read(chunk);
    if (count === 0) return;
    yield chunk.subarray(0, count);
  }
}

function isZlibError(error: unknown): error is Error {
  return String((error as { code?: unknown } | null)?.code).startsWith('Z_');
}

function damaged(reader: ByteReader, cause: Error): ModelFileError {
  return new ModelFileError(
    `the gzip data is damaged or truncated (${cause.message}); fetch or compress it again`,
    { file: reader.name, cause },
  );
}

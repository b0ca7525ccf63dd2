import { describeValue } from '../describe-value.js';
import { InvalidInputError } from '../errors/invalid-input-error.js';
import { UnsupportedError } from '../errors/unsupported-error.js';
import { BufferedReader } from './buffered-reader.js';
import type { ByteReader } from './byte-reader.js';
import { gunzipped } from './gunzip.js';
import { rawBytes } from './raw-bytes.js';
import { openRawFile } from './raw-file.js';
import { rawStream } from './raw-stream.js';
import type { OpenSourceOptions, Source } from './source.js';

export async function openSource(
  source: Source,
  options: OpenSourceOptions = {},
): Promise<ByteReader> {
  options.signal?.throwIfAborted();
  const reader = await openRaw(source, options);
  try {
    const magic = await reader.peek(2);
    if (magic[0] === 0x1f && magic[1] === 0x8b) return await gunzipped(reader, options.signal);
    return reader;
  } catch (error) {
    await reader.close();
    throw error;
  }
}

async function openRaw(source: Source, { signal }: OpenSourceOptions): Promise<ByteReader> {
  if (source instanceof Uint8Array) {
    return new BufferedReader(rawBytes(source), 'the given bytes', source.length, signal);
  }
  if (typeof source === 'string') {
    const { raw, size } = await openRawFile(source);
    return new BufferedReader(raw, source, size, signal);
  }
  if (typeof source === 'object' && source !== null && Symbol.asyncIterator in source) {
    return new BufferedReader(rawStream(source), 'the given stream', undefined, signal);
  }
  if (source instanceof URL) throw new UnsupportedError(`${source} is not supported yet`);
  throw new InvalidInputError(`was ${describeValue(source)}`, { argument: 'source' });
}

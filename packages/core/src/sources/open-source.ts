import { check } from '../check.js';
import { describeValue } from '../describe-value.js';
import { InvalidInputError } from '../errors/invalid-input-error.js';
import { UnsupportedError } from '../errors/unsupported-error.js';
import { isTagged } from '../is-tagged.js';
import { BufferedReader } from './buffered-reader.js';
import type { ByteReader } from './byte-reader.js';
import { displayName } from './download/display-name.js';
import { gunzipped } from './gunzip.js';
import { resolveNpmFile } from './npm-file.js';
import { rawBytes } from './raw-bytes.js';
import { openRawFile } from './raw-file.js';
import { rawStream } from './raw-stream.js';
import { checkSha256, verifyBytes, verifyFile } from './sha256.js';
import type { OpenSourceOptions, Source } from './source.js';

/** The keys of {@link OpenSourceOptions}, for the functions whose options extend them. */
export const OPEN_SOURCE_KEYS = [
  'signal',
  'offline',
  'sha256',
  'cacheDirectory',
  'onProgress',
] as const satisfies readonly (keyof OpenSourceOptions)[];

/**
 * Opens any source for reading from front to back. Close the reader, or use `await using`.
 *
 * @throws SourceError when there is nothing to read: no such file, no permission, a failed or
 *   forbidden download, content with another SHA-256
 * @throws MissingDependencyError when the package of an `npm:` source is not installed
 * @throws InvalidInputError for something that is no source; UnsupportedError for other schemes
 *
 * @example
 * ```ts
 * import { decodeUtf8, openSource } from '@tovec/core';
 *
 * const reader = await openSource(new TextEncoder().encode('cat 0.5'));
 * const word = new Uint8Array(3);
 * await reader.readExactly(word);
 * console.log(decodeUtf8(word), reader.position, reader.size); // cat 3 7
 * await reader.close();
 * ```
 */
export async function openSource(
  source: Source,
  options: OpenSourceOptions = {},
): Promise<ByteReader> {
  check.knownKeys('OpenSourceOptions', options, OPEN_SOURCE_KEYS);
  const { signal } = options;
  signal?.throwIfAborted();
  const sha256 = options.sha256 === undefined ? undefined : checkSha256(options.sha256);
  const reader = await openRaw(source, { ...options, sha256 });
  try {
    const magic = await reader.peek(2);
    if (magic[0] === 0x1f && magic[1] === 0x8b) return await gunzipped(reader, signal);
    return reader;
  } catch (error) {
    await reader.close();
    throw error;
  }
}

async function openRaw(source: Source, options: OpenSourceOptions): Promise<ByteReader> {
  const { signal, sha256 } = options;
  if (typeof source === 'string') return openNamed(source, options);
  if (isTagged(source, 'URL')) return openUrl(source, options);
  if (isTagged(source, 'Uint8Array')) {
    const name = 'the given bytes';
    if (sha256 !== undefined) await verifyBytes(name, source, sha256);
    return new BufferedReader(rawBytes(source), name, source.length, signal);
  }
  if (typeof source === 'object' && source !== null && Symbol.asyncIterator in source) {
    if (sha256 !== undefined) {
      throw new InvalidInputError(
        'sha256 cannot be checked for a stream, which can be read only once. ' +
          'Give a path, a URL object or the bytes, or leave sha256 out.',
        { argument: 'sha256', given: sha256 },
      );
    }
    return new BufferedReader(rawStream(source, signal), 'the given stream', undefined, signal);
  }
  throw new InvalidInputError(
    `source must be a path, a URL object, bytes (Uint8Array) or a stream of bytes, but was ${describeValue(source)}.`,
    { argument: 'source', given: source },
  );
}

async function openNamed(source: string, options: OpenSourceOptions): Promise<ByteReader> {
  if (source.startsWith('npm:')) {
    return openPath(source, await resolveNpmFile(source.slice('npm:'.length)), options);
  }
  if (source.startsWith('hf:')) {
    throw new UnsupportedError(
      `Sources like '${source}' are not read yet. Download the file and give its path, or give its URL object.`,
    );
  }
  if (source === '' || source.includes('\0')) {
    throw new InvalidInputError(`source must be a path, but was ${describeValue(source)}.`, {
      argument: 'source',
      given: source,
    });
  }
  if (/^(https?|file):\/\//i.test(source)) {
    throw new InvalidInputError(
      `A string source is a path, but was ${describeValue(source)}. Give a URL object: new URL(${describeValue(source)}).`,
      { argument: 'source', given: source },
    );
  }
  return openPath(source, source, options);
}

async function openUrl(url: URL, options: OpenSourceOptions): Promise<ByteReader> {
  switch (url.protocol) {
    case 'file:': {
      const { fileURLToPath } = await import('node:url');
      const path = fileURLToPath(url);
      return openPath(path, path, options);
    }
    case 'http:':
    case 'https:': {
      const { download } = await import('./download/download.js');
      // Verified already: there the SHA-256 is checked before a file enters the cache.
      const path = await download(url, options);
      return openPath(displayName(url), path, { ...options, sha256: undefined });
    }
    default:
      throw new UnsupportedError(
        `URLs of the scheme '${url.protocol}' cannot be read, only file:, http: and https:.`,
      );
  }
}

async function openPath(
  name: string,
  path: string,
  { signal, sha256 }: OpenSourceOptions,
): Promise<ByteReader> {
  const { raw, size } = await openRawFile(path);
  const reader = new BufferedReader(raw, name, size, signal);
  try {
    if (sha256 !== undefined) await verifyFile(name, path, sha256, signal);
    return reader;
  } catch (error) {
    await reader.close();
    throw error;
  }
}

import type { OnProgress } from '../progress/progress-event.js';

/**
 * Where bytes come from:
 *
 * - a string: a path, or `npm:package/file` for a file in an installed package
 * - a `URL` object: `file:`, or `http(s):`, which is downloaded once and cached
 * - the bytes themselves, or a stream of them, read once
 *
 * Content compressed with gzip is unpacked on the way, whatever its name. Only an `http(s):` URL
 * object touches the network.
 */
export type Source =
  | string
  | URL
  | Uint8Array
  | ReadableStream<Uint8Array>
  | AsyncIterable<Uint8Array>;

export interface OpenSourceOptions {
  /** Aborts the download and every later read. */
  readonly signal?: AbortSignal | undefined;
  /**
   * True refuses to use the network, false allows it; default: refuse when the environment
   * variable TOVEC_OFFLINE is 1. What is in the cache is used either way.
   */
  readonly offline?: boolean | undefined;
  /**
   * The SHA-256 that the content must have (before unpacking), as 64 hexadecimal digits. Not for
   * streams, which can be read only once.
   */
  readonly sha256?: string | undefined;
  /**
   * Where downloads are kept; default: the environment variable TOVEC_CACHE, else `tovec` in
   * XDG_CACHE_HOME, else `.cache/tovec` in the home directory.
   */
  readonly cacheDirectory?: string | undefined;
  /** Told about a download, in bytes. */
  readonly onProgress?: OnProgress | undefined;
}

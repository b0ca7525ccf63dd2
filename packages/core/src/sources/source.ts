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
  /** Refuse to use the network; default: true when TOVEC_OFFLINE is 1. */
  readonly offline?: boolean | undefined;
  /** The SHA-256 that the content must have, as 64 hexadecimal digits. */
  readonly sha256?: string | undefined;
  /** Where downloads are kept; default TOVEC_CACHE, else `tovec` in XDG_CACHE_HOME or ~/.cache. */
  readonly cacheDirectory?: string | undefined;
}

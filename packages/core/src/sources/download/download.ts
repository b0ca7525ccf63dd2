import { SourceError } from '../../errors/source-error.js';
import { abortable } from '../abortable.js';
import type { OpenSourceOptions } from '../source.js';
import { openCacheDirectory } from './cache-directory.js';
import { displayName } from './display-name.js';
import { type FetchToFileOptions, fetchToFile } from './fetch-to-file.js';

/** Downloads under way in this process: who wants the same file joins in. */
const underWay = new Map<string, SharedDownload>();

interface SharedDownload {
  readonly finished: Promise<void>;
  readonly stop: AbortController;
  waiting: number;
}

/**
 * The path of the cached content of a URL, downloaded unless it is there already. The cache is
 * keyed by URL and SHA-256; what it holds is whole and has been verified.
 */
export async function download(url: URL, options: OpenSourceOptions): Promise<string> {
  const [{ access }, { join }, { createHash }] = await Promise.all([
    import('node:fs/promises'),
    import('node:path'),
    import('node:crypto'),
  ]);
  const { signal, sha256, onProgress } = options;
  const directory = await openCacheDirectory(options).catch((cause: Error) => {
    throw new SourceError(`The cache directory cannot be used: ${cause.message}`, { cause });
  });
  const key = createHash('sha256')
    .update(`${url.href.slice(0, url.href.length - url.hash.length)}\n${sha256 ?? ''}`)
    .digest('hex')
    .slice(0, 32);
  const path = join(directory, `${key}-${fileNameOf(url)}`);
  const isCached = await access(path).then(
    () => true,
    () => false,
  );
  if (isCached) return path;
  refuseOffline(url, options.offline, directory);

  const shared =
    underWay.get(path) ?? startDownload({ url, path, directory, key, sha256, onProgress });
  shared.waiting++;
  try {
    await abortable(shared.finished, signal);
  } finally {
    shared.waiting--;
    // The last one to lose interest stops the download, and waits until its bytes are put away.
    if (shared.waiting === 0 && signal?.aborted) {
      forget(path, shared);
      shared.stop.abort(signal.reason);
      await shared.finished.catch(() => {});
    }
  }
  return path;
}

function startDownload(options: Omit<FetchToFileOptions, 'signal'>): SharedDownload {
  const stop = new AbortController();
  const finished = fetchToFile({ ...options, signal: stop.signal });
  const shared = { finished, stop, waiting: 0 };
  underWay.set(options.path, shared);
  const forgetIt = () => forget(options.path, shared);
  finished.then(forgetIt, forgetIt);
  return shared;
}

/** From now on nobody joins it; another one may have taken its place already. */
function forget(path: string, shared: SharedDownload): void {
  if (underWay.get(path) === shared) underWay.delete(path);
}

function refuseOffline(url: URL, offline: boolean | undefined, directory: string): void {
  const forbiddenBy =
    offline === true
      ? 'offline is true'
      : offline === undefined && process.env.TOVEC_OFFLINE === '1'
        ? 'TOVEC_OFFLINE is 1'
        : undefined;
  if (forbiddenBy === undefined) return;
  throw new SourceError(
    `${displayName(url)} is not in the cache (${directory}), and ${forbiddenBy}, which forbids ` +
      'downloads. Allow them once, or download the file elsewhere and give its path.',
    { source: displayName(url) },
  );
}

function fileNameOf(url: URL): string {
  const last = url.pathname.split('/').at(-1) ?? '';
  return last.replace(/[^\w.-]+/g, '_').slice(-64) || 'index';
}

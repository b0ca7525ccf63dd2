import { SourceError } from '../../errors/source-error.js';
import { createProgress } from '../../progress/create-progress.js';
import type { OnProgress } from '../../progress/progress-event.js';
import { verifyFile } from '../sha256.js';
import { displayName } from './display-name.js';
import { fetchRange, type RangeResponse } from './fetch-range.js';
import { claimPartial, type PartialDownload } from './partial-download.js';

export interface FetchToFileOptions {
  readonly url: URL;
  /** Where the whole file goes. */
  readonly path: string;
  readonly directory: string;
  readonly key: string;
  readonly sha256: string | undefined;
  readonly signal: AbortSignal;
  readonly onProgress: OnProgress | undefined;
}

interface AppendTarget {
  appendFile(bytes: Uint8Array): Promise<void>;
}

/** A connection that breaks again and again is given up after so many attempts. */
const MAX_ATTEMPTS = 10;

/**
 * Downloads into a partial, continuing one that was left behind, and renames it when it is whole
 * and verified. Broken off, the partial is left for the next time.
 */
export async function fetchToFile(options: FetchToFileOptions): Promise<void> {
  const { url, path, directory, key, sha256, signal } = options;
  const { rename } = await import('node:fs/promises');
  const partial = await claimPartial(directory, key);
  try {
    await fetchAll(partial, options);
  } catch (error) {
    await partial.abandon();
    throw error;
  }
  try {
    if (sha256 !== undefined) await verifyFile(displayName(url), partial.dataPath, sha256, signal);
    await rename(partial.dataPath, path);
  } finally {
    await partial.remove();
  }
}

/** Asks again for the rest as long as each answer brings something new. */
async function fetchAll(partial: PartialDownload, options: FetchToFileOptions): Promise<void> {
  const { url, signal } = options;
  const { open } = await import('node:fs/promises');
  const handle = await open(partial.dataPath, 'a+');
  try {
    let { size } = await handle.stat();
    let most = size;
    for (let attempt = 1; ; attempt++) {
      const validator = await partial.readValidator();
      const response = await fetchRange(url, size, validator, signal);
      if (response.from === 0) {
        await handle.truncate(0);
        await partial.writeValidator(response.validator);
      }
      const failure = await receive(handle, response, options);
      size = (await handle.stat()).size;
      if (failure === undefined && size === (response.total ?? size)) break;
      signal.throwIfAborted();
      if (size <= most || attempt === MAX_ATTEMPTS) throw brokenOff(url, size, response, failure);
      most = size;
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Appends the body to the file; returns what broke the connection, if something did. */
async function receive(
  handle: AppendTarget,
  { from, total, body }: RangeResponse,
  { url, onProgress }: FetchToFileOptions,
): Promise<unknown> {
  const progress = createProgress({ phase: 'download', unit: 'bytes', total, from, onProgress });
  let done = from;
  const chunks = body[Symbol.asyncIterator]();
  for (;;) {
    let next: IteratorResult<Uint8Array>;
    try {
      next = await chunks.next();
    } catch (failure) {
      return failure ?? new Error('the connection broke');
    }
    if (next.done === true) return undefined;
    try {
      await append(handle, next.value, url);
      done += next.value.length;
      progress.report(done);
    } catch (error) {
      await chunks.return?.();
      throw error;
    }
  }
}

async function append(handle: AppendTarget, chunk: Uint8Array, url: URL): Promise<void> {
  try {
    await handle.appendFile(chunk);
  } catch (cause) {
    throw new SourceError(
      `${displayName(url)} could not be saved in the cache: ${(cause as Error).message}`,
      { source: displayName(url), cause },
    );
  }
}

function brokenOff(url: URL, size: number, { total }: RangeResponse, cause: unknown): SourceError {
  return new SourceError(
    `${displayName(url)} broke off after ${size} of ${total ?? 'an unknown number of'} bytes. ` +
      'Try again: what has come is kept, and continued where the server allows it.',
    { source: displayName(url), cause },
  );
}

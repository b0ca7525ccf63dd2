import { SourceError } from '../errors/source-error.js';

/** The file being written; chunks may be reused once `write` has resolved. */
export interface FileSink {
  write(chunk: Uint8Array): Promise<void>;
}

export interface WriteFileAtomicallyOptions {
  readonly signal?: AbortSignal | undefined;
}

const BUFFER_BYTES = 1 << 18;

/**
 * Writes a file so that its name always stands for a whole one: into a temporary file beside it,
 * flushed to the disk, then renamed. When anything fails, also by abort, the old file stays as it
 * was and the temporary one is gone. A symbolic link is followed; an existing file's mode is kept.
 *
 * @throws SourceError when the directory is missing or not writable, or the disk is full
 *
 * @example
 * ```ts
 * import { readFile } from 'node:fs/promises';
 * import { tmpdir } from 'node:os';
 * import { encodeUtf8, writeFileAtomically } from '@tovec/core';
 *
 * const path = `${tmpdir()}/tovec-example.txt`;
 * await writeFileAtomically(path, async (file) => {
 *   await file.write(encodeUtf8('cat 0.5 0.25\n'));
 * });
 * console.log(await readFile(path, 'utf8')); // cat 0.5 0.25
 * ```
 */
export async function writeFileAtomically(
  path: string,
  writeContent: (file: FileSink) => Promise<void>,
  { signal }: WriteFileAtomicallyOptions = {},
): Promise<void> {
  signal?.throwIfAborted();
  const [{ open, realpath, rename, rm, stat }, { basename, dirname, join }] = await Promise.all([
    import('node:fs/promises'),
    import('node:path'),
  ]);
  const target = await realpath(path).catch(() => path);
  const old = await stat(target).catch(() => undefined);
  if (old?.isDirectory()) {
    throw new SourceError(`${path} is a directory. Give the name of a file to write in it.`, {
      source: path,
    });
  }
  const unique = `${process.pid}-${Math.random().toString(36).slice(2, 10)}`;
  const temporary = join(dirname(target), `.${basename(target)}.${unique}.tmp`);
  let written = 0;
  try {
    const handle = await open(temporary, 'wx', old?.mode ?? 0o666);
    try {
      if (old !== undefined) await handle.chmod(old.mode & 0o7777).catch(() => {});
      const sink = bufferedSink(async (bytes) => {
        signal?.throwIfAborted();
        const { bytesWritten } = await handle.write(bytes);
        written += bytesWritten;
        return bytesWritten;
      });
      await writeContent(sink);
      await sink.flush();
      signal?.throwIfAborted();
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {});
    throw explain(path, written, error);
  }
  await syncDirectory(dirname(target));
}

/** Gathers small chunks; large ones go through as they are. */
function bufferedSink(writeSome: (bytes: Uint8Array) => Promise<number>) {
  const buffer = new Uint8Array(BUFFER_BYTES);
  let held = 0;
  const writeAll = async (bytes: Uint8Array) => {
    for (let done = 0; done < bytes.length; ) {
      done += await writeSome(bytes.subarray(done, done + (1 << 26)));
    }
  };
  const flush = async () => {
    const bytes = buffer.subarray(0, held);
    held = 0;
    await writeAll(bytes);
  };
  return {
    flush,
    async write(chunk: Uint8Array) {
      if (held + chunk.length > buffer.length) await flush();
      if (chunk.length >= buffer.length) return writeAll(chunk);
      buffer.set(chunk, held);
      held += chunk.length;
    },
  };
}

/** Makes the rename itself durable; some systems do not allow it, and need it less. */
async function syncDirectory(directory: string): Promise<void> {
  const { open } = await import('node:fs/promises');
  const handle = await open(directory, 'r').catch(() => undefined);
  await handle?.sync().catch(() => {});
  await handle?.close();
}

function explain(path: string, written: number, cause: unknown): unknown {
  const message = explanationOf((cause as { code?: unknown } | null)?.code, path, written);
  return message === undefined ? cause : new SourceError(message, { source: path, cause });
}

function explanationOf(code: unknown, path: string, written: number): string | undefined {
  const unchanged = 'Nothing was changed.';
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return `The disk is full: ${path} could not be written beyond ${written} bytes. ${unchanged} Free some space or choose another disk.`;
    case 'EFBIG':
      return `${path} would be larger than the disk or this user's limits allow. ${unchanged}`;
    case 'ENOENT':
    case 'ENOTDIR':
      return `${path} cannot be written: its directory does not exist. Create it first.`;
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return `No permission to write ${path}. ${unchanged} Choose a directory you may write to.`;
    case 'EIO':
      return `The disk failed while ${path} was written. ${unchanged}`;
    default:
      return undefined;
  }
}

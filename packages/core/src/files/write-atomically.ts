import { SourceError } from '../errors/source-error.js';
import { bufferedSink, type FileSink } from './buffered-sink.js';
import { explained } from './explain-write-error.js';

export interface WriteFileAtomicallyOptions {
  readonly signal?: AbortSignal | undefined;
}

/**
 * Writes a file so that its name always stands for a whole one: into a temporary file beside it,
 * flushed to the disk, then renamed. When anything fails, also by abort, the old file stays as it
 * was and the temporary one is gone. A symbolic link is followed; an existing file's mode is kept; a
 * pipe or a device is written to as it is.
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
  const { realpath, rename, rm, stat } = await import('node:fs/promises');
  const target = await realpath(path).catch(() => path);
  const old = await stat(target).catch(() => undefined);
  if (old?.isDirectory()) {
    throw new SourceError(`${path} is a directory. Give the name of a file to write in it.`, {
      source: path,
    });
  }
  const write = (file: string, flags: 'w' | 'wx') =>
    writeFile({ path, file, flags, mode: old?.mode, writeContent, signal });
  // A pipe or a device (`/dev/stdout`) must not be replaced by a file.
  if (old !== undefined && !old.isFile()) return write(target, 'w');

  const temporary = await siblingOf(target);
  try {
    await write(temporary, 'wx');
    signal?.throwIfAborted();
    await explained(path, rename(temporary, target));
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {});
    throw error;
  }
  await syncDirectoryOf(target);
}

interface WriteFileOptions extends WriteFileAtomicallyOptions {
  /** What the user calls it. */
  readonly path: string;
  /** What is written. */
  readonly file: string;
  readonly flags: 'w' | 'wx';
  readonly mode: number | undefined;
  readonly writeContent: (file: FileSink) => Promise<void>;
}

async function writeFile(options: WriteFileOptions): Promise<void> {
  const { path, file, flags, mode, writeContent, signal } = options;
  const { open } = await import('node:fs/promises');
  const handle = await explained(path, open(file, flags));
  try {
    if (mode !== undefined) await handle.chmod(mode & 0o7777).catch(() => {});
    const sink = bufferedSink(async (bytes) => {
      signal?.throwIfAborted();
      const { bytesWritten } = await explained(path, handle.write(bytes));
      return bytesWritten;
    });
    await writeContent(sink);
    await sink.flush();
    if (flags === 'wx') await explained(path, handle.sync());
  } finally {
    await handle.close();
  }
}

/** A name in the same directory that nobody else uses, no longer than a name may be. */
async function siblingOf(path: string): Promise<string> {
  const { basename, dirname, join } = await import('node:path');
  const unique = `${process.pid}-${Math.random().toString(36).slice(2, 10)}`;
  return join(dirname(path), `.${basename(path).slice(0, 32)}.${unique}.tmp`);
}

/** Makes the rename itself durable; some systems do not allow it, and need it less. */
async function syncDirectoryOf(path: string): Promise<void> {
  const [{ open }, { dirname }] = await Promise.all([
    import('node:fs/promises'),
    import('node:path'),
  ]);
  const handle = await open(dirname(path), 'r').catch(() => undefined);
  await handle?.sync().catch(() => {});
  await handle?.close();
}

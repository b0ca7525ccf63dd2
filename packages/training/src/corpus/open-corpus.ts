import { open, readdir, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describeValue, InvalidInputError, SourceError } from '@tovec/core';
import type { Corpus, CorpusFile, CorpusFiles } from './corpus.js';
import { Spool } from './spool.js';

/**
 * Opens a corpus: finds its files, and spools to a temporary file what is not one.
 *
 * @throws InvalidInputError when it is not a corpus, or a directory has no files
 * @throws SourceError when a file is missing or cannot be read
 */
export async function openCorpus(corpus: Corpus, signal?: AbortSignal): Promise<CorpusFiles> {
  signal?.throwIfAborted();
  const spool = new Spool();
  try {
    const path = pathOf(corpus);
    const { files, form } =
      path === undefined
        ? await spoolItems(corpus, spool, signal)
        : { files: await findFiles(path, spool, signal), form: 'text' as const };
    const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
    return { files, form, bytes, [Symbol.asyncDispose]: () => spool.dispose() };
  } catch (error) {
    await spool.dispose();
    signal?.throwIfAborted();
    throw error;
  }
}

/** The path of a corpus that is a file or a directory. */
export function pathOf(corpus: Corpus): string | undefined {
  if (typeof corpus !== 'object' || corpus === null) return undefined;
  const path = corpus instanceof URL ? corpus : 'path' in corpus ? corpus.path : undefined;
  if (path === undefined || typeof path === 'string') return path;
  if (!(path instanceof URL)) {
    throw new InvalidInputError(
      `the path of a corpus is a string or a file: URL, but ${describeValue(path)} was given`,
      { argument: 'corpus', given: path },
    );
  }
  try {
    return fileURLToPath(path);
  } catch (cause) {
    throw new InvalidInputError(
      `a corpus is read from local files, but ${path.href} was given; download it first`,
      { argument: 'corpus', given: path, cause },
    );
  }
}

async function spoolItems(corpus: unknown, spool: Spool, signal?: AbortSignal) {
  const items = typeof corpus === 'string' ? [corpus] : corpus;
  if (!isIterable(items)) {
    throw new InvalidInputError(
      'a corpus is { path }, a file: URL, a text, or an iterable of texts or of arrays of tokens, ' +
        `but ${describeValue(corpus)} was given`,
      { argument: 'corpus', given: corpus },
    );
  }
  const { file, form } = await spool.write(items, signal);
  return { files: file.bytes > 0 ? [file] : [], form };
}

type Items = Iterable<string | readonly string[]> | AsyncIterable<string | readonly string[]>;

function isIterable(value: unknown): value is Items {
  return (
    typeof value === 'object' &&
    value !== null &&
    (Symbol.iterator in value || Symbol.asyncIterator in value)
  );
}

async function findFiles(path: string, spool: Spool, signal?: AbortSignal): Promise<CorpusFile[]> {
  const paths = await listPaths(path);
  if (paths.length === 0) {
    throw new InvalidInputError(`the directory ${path} has no files to learn from`, {
      argument: 'corpus',
      given: path,
    });
  }
  const files: CorpusFile[] = [];
  for (const name of paths) {
    signal?.throwIfAborted();
    const file = await describeFile(name);
    if (file.bytes > 0) files.push(file.isGzip ? await spool.unpack(file, signal) : file);
  }
  return files;
}

export async function listPaths(path: string): Promise<string[]> {
  const { isDirectory } = await read(path, async () => {
    const found = await stat(path);
    return { isDirectory: found.isDirectory() };
  });
  if (!isDirectory) return [path];
  const entries = await read(path, () => readdir(path, { recursive: true, withFileTypes: true }));
  return entries
    .filter((entry) => entry.isFile() || entry.isSymbolicLink())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((name) => !isHidden(relative(path, name)))
    .sort();
}

function isHidden(path: string): boolean {
  return path.split(/[\\/]/).some((part) => part.startsWith('.'));
}

export async function describeFile(path: string): Promise<CorpusFile & { isGzip: boolean }> {
  return read(path, async () => {
    await using handle = await open(path);
    const { size } = await handle.stat();
    const magic = new Uint8Array(2);
    await handle.read(magic, 0, 2, 0);
    return { path, bytes: size, name: path, isGzip: magic[0] === 0x1f && magic[1] === 0x8b };
  });
}

async function read<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    const missing = (cause as NodeJS.ErrnoException).code === 'ENOENT';
    throw new SourceError(
      missing
        ? `there is no file or directory ${path}`
        : `cannot read ${path}: ${(cause as Error).message}`,
      { source: path, cause },
    );
  }
}

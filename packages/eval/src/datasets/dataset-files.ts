import { type Source, SourceError } from '@tovec/core';
import { baseName } from './dataset-lines.js';

/** The files of a dataset that is a directory, in the order of their names. */
export interface DatasetDirectory {
  readonly name: string;
  readonly files: readonly { readonly name: string; readonly path: string }[];
}

/**
 * The `.txt` files of a directory; undefined for a source that is none.
 *
 * @throws SourceError when there are no such files in it
 */
export async function datasetDirectory(source: Source): Promise<DatasetDirectory | undefined> {
  const path = await pathOf(source);
  if (path === undefined) return undefined;
  const [{ readdir, stat }, { join, resolve }] = await Promise.all([
    import('node:fs/promises'),
    import('node:path'),
  ]);
  const found = await stat(path).catch(() => undefined);
  if (!found?.isDirectory()) return undefined;
  const names = (await readdir(path)).filter((name) => name.endsWith('.txt')).sort();
  if (names.length === 0) {
    throw new SourceError(`${path} has no .txt files in it; give a file, or a directory of some.`, {
      source: path,
    });
  }
  const files = names.map((name) => ({ name: topicOf(name), path: join(path, name) }));
  return { name: baseName(resolve(path)), files };
}

async function pathOf(source: Source): Promise<string | undefined> {
  if (typeof source === 'string') return source.startsWith('npm:') ? undefined : source;
  if (!(source instanceof URL) || source.protocol !== 'file:') return undefined;
  const { fileURLToPath } = await import('node:url');
  return fileURLToPath(source);
}

/** What a file is about, by its name. */
export function topicOf(fileName: string): string {
  return baseName(fileName).replace(/\.txt(\.gz)?$/, '');
}

/** The SHA-256 of what `sha256sum *.txt` prints: of several files, one name and content each. */
export async function sha256OfFiles(
  files: readonly { readonly name: string; readonly sha256: string }[],
): Promise<string> {
  const { createHash } = await import('node:crypto');
  const list = files.map(({ name, sha256 }) => `${sha256}  ${name}\n`).join('');
  return createHash('sha256').update(list).digest('hex');
}

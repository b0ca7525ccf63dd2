import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type OnProgress, SourceError } from '@tovec/core';
import { formatOfPath, type KeyedVectors, writeVectors } from '@tovec/vectors';
import { UsageError } from '../errors.js';

export interface WritingHooks {
  readonly signal: AbortSignal;
  readonly onProgress: OnProgress;
}

/** How a kind of model is written, by the ending of the file's name. */
export interface Writers<Model> {
  readonly [ending: `.${string}`]: (
    model: Model,
    path: string,
    hooks: WritingHooks,
  ) => Promise<void>;
}

/** A model that has a table of vectors, and more that only its own format keeps. */
export interface ModelWithTable {
  readonly vectors: KeyedVectors;
  save(path: string, options?: { readonly signal?: AbortSignal }): Promise<void>;
}

/** Writes the table of a model, in the format that the name says. */
export const writeTable = (
  { vectors }: { readonly vectors: KeyedVectors },
  path: string,
  hooks: WritingHooks,
) => writeVectors(path, vectors, { ...hooks, format: formatOfPath(path) });

/** All of it as `.safetensors`, its vectors in the formats of other programs. */
export const tableWriters: Writers<ModelWithTable> = {
  '.safetensors': (model, path, { signal }) => model.save(path, { signal }),
  '.txt': writeTable,
  '.vec': writeTable,
  '.bin': writeTable,
  '.npy': writeTable,
};

/** The ending of a name, in small letters, with its dot; of a name without one ''. */
export function endingOf(path: string): string {
  return /\.[^./\\]+$/.exec(path)?.[0].toLowerCase() ?? '';
}

/** Refuses a name that does not say in which of the formats to write. */
function checkEnding(path: string, endings: readonly string[]): void {
  if (endings.includes(endingOf(path))) return;
  const list = `${endings.slice(0, -1).join(', ')}${endings.length > 1 ? ' or ' : ''}${endings.at(-1)}`;
  throw new UsageError(
    `the name ${path} does not say in which format to write; it must end in ${list}`,
  );
}

/** Finds out before long work what would make writing its result fail. */
export async function checkTarget(path: string, endings: readonly string[]): Promise<void> {
  checkEnding(path, endings);
  await checkPlace(path);
}

/** Finds out whether there is a directory for a file. */
export async function checkPlace(path: string): Promise<void> {
  const directory = dirname(path);
  const found = await stat(directory).catch(() => undefined);
  if (!found?.isDirectory()) {
    throw new SourceError(`there is no directory ${directory} to write ${path} in`, {
      source: path,
    });
  }
  const old = await stat(path).catch(() => undefined);
  if (old?.isDirectory()) throw new SourceError(`${path} is a directory`, { source: path });
}

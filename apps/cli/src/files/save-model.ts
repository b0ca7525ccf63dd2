import { randomBytes } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type OnProgress, SourceError } from '@tovec/core';
import { formatOfPath, type KeyedVectors, writeVectors } from '@tovec/vectors';
import { UsageError } from '../errors.js';

/** What is saved: any trained model. */
interface Model {
  readonly vectors: KeyedVectors;
  save(path: string): Promise<void>;
}

interface SavingOptions {
  /** Where the training has been kept as well. */
  readonly checkpoint: string | undefined;
  readonly signal: AbortSignal;
  readonly onProgress: OnProgress;
  /** Where a model goes that cannot be saved; default: the system's temporary directory. */
  readonly refuge?: string;
}

/** Finds out before the training what would make saving fail after it. */
export async function checkTarget(path: string): Promise<void> {
  if (formatOfPath(path) === undefined) {
    throw new UsageError(
      `the name ${path} does not say in which format to write; it must end in .safetensors, .txt, ` +
        '.vec, .bin or .npy',
    );
  }
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

/**
 * Saves a model in the format of the file's name. When that fails, the training is not lost: it is in
 * its checkpoint, or else saved whole in the temporary directory; the error says where.
 */
export async function saveModel(model: Model, path: string, options: SavingOptions): Promise<void> {
  try {
    await writeModel(model, path, options);
  } catch (cause) {
    if (options.signal.aborted) throw cause;
    const kept = await keep(model, options);
    throw new SourceError(`the model could not be saved: ${(cause as Error).message} — ${kept}`, {
      source: path,
      cause,
    });
  }
}

async function writeModel(model: Model, path: string, { signal, onProgress }: SavingOptions) {
  const format = formatOfPath(path);
  if (format === 'tovec') return model.save(path);
  return writeVectors(path, model.vectors, { format, signal, onProgress });
}

async function keep(model: Model, { checkpoint, refuge = tmpdir() }: SavingOptions) {
  if (checkpoint !== undefined) {
    return (
      `the training is kept in ${checkpoint}: run the same command with --resume ${checkpoint} and ` +
      'another --out to save it'
    );
  }
  const path = join(refuge, `tovec-${randomBytes(6).toString('hex')}.safetensors`);
  try {
    await model.save(path);
    return `it was saved as ${path} instead`;
  } catch (error) {
    return `and not as ${path} either: ${(error as Error).message}`;
  }
}

import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SourceError } from '@tovec/core';
import { endingOf, type Writers, type WritingHooks } from './writers.js';

interface SavingOptions extends WritingHooks {
  /** Where the training has been kept as well. */
  readonly checkpoint: string | undefined;
  /** Where a model goes that cannot be saved; default: the system's temporary directory. */
  readonly refuge?: string | undefined;
}

/**
 * Saves a model in the format of the file's name. When that fails, the training is not lost: it is in
 * its checkpoint, or else saved whole in the temporary directory; the error says where.
 *
 * @param writers its formats; `.safetensors`, which keeps all of it, must be one
 */
export async function saveModel<Model>(
  model: Model,
  path: string,
  writers: Writers<Model>,
  { checkpoint, refuge, ...hooks }: SavingOptions,
): Promise<void> {
  try {
    await writers[endingOf(path) as `.${string}`]!(model, path, hooks);
  } catch (cause) {
    if (hooks.signal.aborted) throw cause;
    const kept = await keep(model, writers, { checkpoint, refuge, ...hooks });
    throw new SourceError(`the model could not be saved: ${(cause as Error).message} — ${kept}`, {
      source: path,
      cause,
    });
  }
}

async function keep<Model>(
  model: Model,
  writers: Writers<Model>,
  { checkpoint, refuge = tmpdir(), ...hooks }: SavingOptions,
): Promise<string> {
  if (checkpoint !== undefined) {
    return (
      `the training is kept in ${checkpoint}: run the same command with --resume ${checkpoint} and ` +
      'another --out to save it'
    );
  }
  const path = join(refuge, `tovec-${randomBytes(6).toString('hex')}.safetensors`);
  try {
    await writers['.safetensors']!(model, path, hooks);
    return `it was saved as ${path} instead`;
  } catch (error) {
    return `and not as ${path} either: ${(error as Error).message}`;
  }
}

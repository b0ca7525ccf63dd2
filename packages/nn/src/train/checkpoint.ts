import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import {
  InvalidInputError,
  ModelFileError,
  openSource,
  readSafetensors,
  SourceError,
  type TensorToWrite,
  writeSafetensors,
} from '@tovec/core';
import type { Best } from './early-stopping.js';
import type { EpochReport } from './report.js';
import type { Run } from './run.js';

const format = 'tovec.nn.checkpoint';
const version = '1';
const fileName = 'checkpoint.safetensors';

/** How far a training has come, between two steps. */
export interface Position {
  /** The epoch under way, counted from 1. */
  readonly epoch: number;
  /** Batches of it that are done. */
  readonly batch: number;
  /** The loss of its examples so far, added up, and how many they were. */
  readonly lossSum: number;
  readonly examples: number;
  /** Those before it. */
  readonly epochs: readonly EpochReport[];
  readonly best: Best | undefined;
}

/** Options that change what is learnt, as they are compared after a JSON round trip. */
export type Fingerprint = Readonly<Record<string, unknown>>;

export type BestWeights = ReadonlyMap<string, Float32Array>;

/** Prepares a directory for checkpoints, so that one that cannot be used is known before training. */
export async function prepareDirectory(directory: string): Promise<void> {
  try {
    await mkdir(directory, { recursive: true });
  } catch (cause) {
    throw new SourceError(
      `checkpoints cannot go to ${directory}: ${(cause as Error).message}; name a directory that can be written`,
      { source: directory, cause },
    );
  }
}

/** Writes a training at rest, atomically, in place of the checkpoint before. */
export async function writeCheckpoint(
  directory: string,
  run: Run,
  position: Position,
  best: BestWeights | undefined,
  fingerprint: Fingerprint,
): Promise<void> {
  const tensors = [...slots(run, best)].map(([name, values]): TensorToWrite => {
    const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    return { name, dtype: 'F32', shape: [values.length], bytes };
  });
  const metadata = {
    [format]: version,
    position: JSON.stringify(position),
    options: JSON.stringify(fingerprint),
  };
  await writeSafetensors(join(directory, fileName), { metadata, tensors });
}

/**
 * Brings a run to where the checkpoint in a directory was written.
 *
 * @throws SourceError when there is none, ModelFileError when it is not one or damaged,
 *   InvalidInputError when it was made with other options
 */
export async function restoreCheckpoint(
  directory: string,
  run: Run,
  fingerprint: Fingerprint,
): Promise<{ readonly position: Position; readonly best: BestWeights | undefined }> {
  const path = join(directory, fileName);
  if (!(await stat(path).catch(() => undefined))) {
    throw new SourceError(`there is no checkpoint to resume from in ${directory}`, {
      source: directory,
    });
  }
  await using reader = await openSource(path);
  const { metadata, tensors } = await readSafetensors(reader);
  if (metadata[format] !== version) {
    throw new ModelFileError(`${path} is not a checkpoint of this version of tovec`, {
      file: path,
    });
  }
  checkSame(parsed(metadata.options, path), JSON.parse(JSON.stringify(fingerprint)));
  const position = parsedPosition(metadata.position, path);
  const best =
    position.best && new Map(Array.from(run.weights, ([name, now]) => [name, now.slice()]));
  for (const [name, values] of slots(run, best)) {
    const bytes = tensors.get(name)?.bytes;
    if (bytes?.length !== values.byteLength) {
      throw new ModelFileError(`${path} lacks '${name}', or has another size of it`, {
        file: path,
      });
    }
    new Uint8Array(values.buffer, values.byteOffset, values.byteLength).set(bytes);
  }
  return { position, best };
}

function parsed(text: string | undefined, file: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(text ?? '');
  } catch (cause) {
    throw new ModelFileError(`${file} is damaged: its metadata is not JSON`, { file, cause });
  }
  if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  throw new ModelFileError(`${file} is damaged: its metadata is no object`, { file });
}

function parsedPosition(text: string | undefined, file: string): Position {
  const position = parsed(text, file);
  const { epoch, batch, examples, lossSum, epochs } = position;
  const counts = [epoch, batch, examples].every(Number.isSafeInteger);
  if (counts && Number.isFinite(lossSum) && Array.isArray(epochs)) {
    return position as unknown as Position;
  }
  throw new ModelFileError(`${file} is damaged: it does not say how far it has come`, { file });
}

/** Everything that changes while training, by the name it has in the file. */
function* slots(run: Run, best: BestWeights | undefined): Iterable<[string, Float32Array]> {
  for (const [name, values] of run.weights) yield [`weight.${name}`, values];
  for (const [name, arrays] of run.state) {
    for (const [at, values] of arrays.entries()) yield [`optimizer.${at}.${name}`, values];
  }
  for (const [name, values] of best ?? []) yield [`best.${name}`, values];
}

function checkSame(before: Fingerprint, now: Fingerprint): void {
  const keys = new Set([...Object.keys(before), ...Object.keys(now)]);
  const differing = [...keys].filter(
    (key) => JSON.stringify(before[key]) !== JSON.stringify(now[key]),
  );
  if (differing.length === 0) return;
  const list = differing.map(
    (key) => `${key} (${JSON.stringify(before[key])}, now ${JSON.stringify(now[key])})`,
  );
  throw new InvalidInputError(
    `the checkpoint was made with other options: ${list.join(', ')}; resume with the same ones`,
    { argument: 'resume' },
  );
}

import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import {
  ModelFileError,
  openSource,
  readSafetensors,
  SourceError,
  type TensorToWrite,
  writeSafetensors,
} from '@tovec/core';
import { checksum } from './checksum.js';

const format = 'tovec.checkpoint';
const version = '1';
const fileName = 'checkpoint.safetensors';

/** Prepares a directory for checkpoints, so that one that cannot be used is known before training. */
export async function prepareDirectory(directory: string): Promise<void> {
  try {
    await mkdir(directory, { recursive: true });
  } catch (cause) {
    throw new SourceError(
      `checkpoints cannot go to ${directory}: ${(cause as Error).message}; name a directory that ` +
        'can be written',
      { source: directory, cause },
    );
  }
}

/** Writes a header (as JSON) and tensors, atomically, in place of the checkpoint before. */
export async function writeCheckpointFile(
  directory: string,
  header: object,
  tensors: readonly TensorToWrite[],
  signal?: AbortSignal,
): Promise<void> {
  const text = JSON.stringify(header);
  const metadata = {
    [format]: version,
    header: text,
    crc32: await checksum(text, tensors, signal),
  };
  await writeSafetensors(join(directory, fileName), { metadata, tensors }, { signal });
}

/**
 * Reads the header and the tensors of the checkpoint in a directory. They are what was written.
 *
 * @throws SourceError when there is none, ModelFileError when it is not one or damaged
 */
export async function readCheckpointFile<Header>(directory: string, signal?: AbortSignal) {
  const { path, header, crc32, tensors } = await openCheckpoint(directory, undefined, signal);
  const content = Array.from(tensors, ([name, { bytes }]) => ({ name, bytes }));
  if ((await checksum(header, content, signal)) !== crc32) {
    throw new ModelFileError(
      `${path} is damaged: its content does not have the checksum it was written with`,
      { file: path },
    );
  }
  return {
    header: JSON.parse(header) as Header,
    bytes: (name: string) => tensors.get(name)!.bytes,
  };
}

/** Reads the header alone: enough to see what a checkpoint is of, not that all of it is undamaged. */
export async function readCheckpointHeader<Header>(
  directory: string,
  signal?: AbortSignal,
): Promise<Header> {
  const { header } = await openCheckpoint(directory, 'skip', signal);
  return JSON.parse(header) as Header;
}

async function openCheckpoint(
  directory: string,
  content: 'skip' | undefined,
  signal: AbortSignal | undefined,
) {
  const path = join(directory, fileName);
  if (!(await stat(path).catch(() => undefined))) {
    throw new SourceError(`there is no checkpoint to resume from in ${directory}`, {
      source: directory,
    });
  }
  await using reader = await openSource(path, { signal });
  const { metadata, tensors } = await readSafetensors(reader, { select: () => content });
  const { header } = metadata;
  if (metadata[format] !== version || header === undefined) {
    throw new ModelFileError(`${path} is not a checkpoint of this version of tovec`, {
      file: path,
    });
  }
  return { path, header, crc32: metadata.crc32, tensors };
}

/** A one-dimensional tensor. */
export function tensor(
  name: string,
  dtype: TensorToWrite['dtype'],
  bytes: Uint8Array,
): TensorToWrite {
  const size = { F32: 4, F64: 8, U32: 4, U8: 1 }[dtype as 'F32' | 'F64' | 'U32' | 'U8'];
  return { name, dtype, shape: [bytes.length / size], bytes };
}

export function bytesOf(array: Float64Array | Uint32Array): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}

/** The bytes as numbers of 32 bits. */
export function words(bytes: Uint8Array): Uint32Array {
  return new Uint32Array(aligned(bytes));
}

/** The bytes in a buffer of their own, which a view of larger numbers needs. */
export function aligned(bytes: Uint8Array): ArrayBuffer {
  return bytes.slice().buffer as ArrayBuffer;
}

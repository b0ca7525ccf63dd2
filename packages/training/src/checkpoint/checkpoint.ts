import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import {
  InvalidInputError,
  Items,
  ModelFileError,
  openSource,
  readSafetensors,
  SourceError,
  type TensorToWrite,
  writeSafetensors,
} from '@tovec/core';
import type { CorpusFiles } from '../corpus/corpus.js';
import { type Layout, recordBytes } from '../sgd/layout.js';
import type { Run, RunState } from '../sgd/run.js';
import type { TextLookup } from '../vocabulary/build-vocabulary.js';
import type { Vocabulary } from '../vocabulary/vocabulary.js';
import { checksum } from './checksum.js';
import type { ResumeOptions } from './resume-options.js';

const format = 'tovec.checkpoint';
const version = '1';
const fileName = 'checkpoint.safetensors';

/** The tables of a run, and their tensors. */
const tables = ['input', 'output', 'tree'] as const;

/** What a checkpoint holds beside the tables. */
interface CheckpointHeader {
  /** What it was made with, and must be resumed with. */
  readonly options: ResumeOptions;
  /** Sizes of the corpus's files, to recognise it. */
  readonly fileBytes: readonly number[];
  readonly workers: number;
  readonly corpusTokens: number;
  readonly longestExpansion: number;
  readonly state: RunState;
}

export interface Checkpoint {
  readonly header: CheckpointHeader;
  readonly vocabulary: Vocabulary;
  readonly lookup: TextLookup;
  /** Writes tables and random states into the memory of a run. */
  restore(memory: WebAssembly.Memory, layout: Layout): void;
}

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

/** Writes the checkpoint of a run at rest, atomically, in place of the one before. */
export async function writeCheckpoint(
  directory: string,
  run: Run,
  state: RunState,
  options: ResumeOptions,
  signal?: AbortSignal,
): Promise<void> {
  const { layout, vocabulary, lookup } = run;
  const header: CheckpointHeader = {
    options,
    fileBytes: run.files.files.map(({ bytes }) => bytes),
    workers: layout.workers.length,
    corpusTokens: run.corpusTokens,
    longestExpansion: lookup.longestExpansion,
    state,
  };
  const { buffer } = run.memory;
  const items = Items.from(vocabulary.words);
  const tensors: TensorToWrite[] = [
    ...tables.map((name) => {
      const { at, rows } = layout[name];
      return tensor(name, 'F32', new Uint8Array(buffer, at, rows * layout.rowBytes));
    }),
    tensor('counts', 'F64', bytesOf(vocabulary.counts)),
    tensor('items.utf8', 'U8', items.utf8),
    tensor('items.offsets', 'U32', bytesOf(items.offsets)),
    tensor('lookup.entries', 'U32', bytesOf(lookup.table.entries)),
    tensor('lookup.bytes', 'U8', lookup.table.bytes),
    tensor('lookup.expansions', 'U32', bytesOf(lookup.expansions)),
    ...layout.workers.map(({ record }, worker) =>
      tensor(`worker.${worker}`, 'U8', new Uint8Array(buffer, record, recordBytes)),
    ),
  ];
  const text = JSON.stringify(header);
  const metadata = {
    [format]: version,
    header: text,
    crc32: await checksum(text, tensors, signal),
  };
  await writeSafetensors(join(directory, fileName), { metadata, tensors }, { signal });
}

/**
 * Reads the checkpoint in a directory.
 *
 * @throws SourceError when there is none, ModelFileError when it is not one or damaged
 */
export async function readCheckpoint(directory: string, signal?: AbortSignal): Promise<Checkpoint> {
  const path = join(directory, fileName);
  if (!(await stat(path).catch(() => undefined))) {
    throw new SourceError(`there is no checkpoint to resume from in ${directory}`, {
      source: directory,
    });
  }
  await using reader = await openSource(path, { signal });
  const { metadata, tensors } = await readSafetensors(reader);
  if (metadata[format] !== version || metadata.header === undefined) {
    throw new ModelFileError(`${path} is not a checkpoint of this version of tovec`, {
      file: path,
    });
  }
  const content = Array.from(tensors, ([name, { bytes }]) => ({ name, bytes }));
  if ((await checksum(metadata.header, content, signal)) !== metadata.crc32) {
    throw new ModelFileError(
      `${path} is damaged: its content does not have the checksum it was written with`,
      { file: path },
    );
  }
  // From here on it is what was written.
  const header = JSON.parse(metadata.header) as CheckpointHeader;
  const bytes = (name: string) => tensors.get(name)!.bytes;
  const items = new Items(bytes('items.utf8'), words(bytes('items.offsets')));
  const counts = new Float64Array(aligned(bytes('counts')));
  return {
    header,
    vocabulary: { words: items.toArray(), counts },
    lookup: {
      table: { entries: words(bytes('lookup.entries')), bytes: bytes('lookup.bytes') },
      expansions: words(bytes('lookup.expansions')),
      longestExpansion: header.longestExpansion,
    },
    restore(memory, layout) {
      const place = (address: number, name: string) =>
        new Uint8Array(memory.buffer, address, bytes(name).length).set(bytes(name));
      for (const name of tables) place(layout[name].at, name);
      layout.workers.forEach(({ record }, worker) => {
        place(record, `worker.${worker}`);
      });
    },
  };
}

/** Refuses to go on with another corpus or other options than the checkpoint was made with. */
export function checkResumable(
  { header }: Checkpoint,
  options: ResumeOptions,
  corpus: CorpusFiles,
): void {
  const differing = Object.keys(options).filter((key) => options[key] !== header.options[key]);
  if (differing.length > 0) {
    const list = differing.map((key) => `${key} (${header.options[key]}, now ${options[key]})`);
    throw new InvalidInputError(
      `the checkpoint was made with other options: ${list.join(', ')}; resume with the same ones`,
      { argument: 'resume' },
    );
  }
  const sizes = corpus.files.map(({ bytes }) => bytes);
  if (sizes.join() !== header.fileBytes.join()) {
    throw new InvalidInputError(
      `the checkpoint was made with another corpus: files of ${header.fileBytes.join(', ')} bytes, ` +
        `but these have ${sizes.join(', ')}; resume with the same text`,
      { argument: 'resume' },
    );
  }
}

function tensor(name: string, dtype: TensorToWrite['dtype'], bytes: Uint8Array): TensorToWrite {
  const size = { F32: 4, F64: 8, U32: 4, U8: 1 }[dtype as 'F32' | 'F64' | 'U32' | 'U8'];
  return { name, dtype, shape: [bytes.length / size], bytes };
}

function bytesOf(array: Float64Array | Uint32Array): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}

function words(bytes: Uint8Array): Uint32Array {
  return new Uint32Array(aligned(bytes));
}

/** The bytes in a buffer of their own, which a view of larger numbers needs. */
function aligned(bytes: Uint8Array): ArrayBuffer {
  return bytes.slice().buffer as ArrayBuffer;
}

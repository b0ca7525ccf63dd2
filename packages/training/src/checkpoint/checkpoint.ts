import type { TensorToWrite } from '@tovec/core';
import type { RunState } from '../epochs/run-epochs.js';
import { type Layout, recordBytes } from '../sgd/layout.js';
import type { Run } from '../sgd/run.js';
import { readCheckpointFile, tensor, writeCheckpointFile } from './file.js';
import { checkSameOptions, type ResumeOptions } from './resume-options.js';

/** The tables of a run, and their tensors. */
const tables = ['input', 'output', 'tree'] as const;

/** What a checkpoint keeps of where the ids come from, so that it need not be found out again. */
export interface SavedSource {
  /** Plain data, for JSON. */
  readonly header: object;
  readonly tensors: readonly TensorToWrite[];
}

/** What a checkpoint holds beside the tables. */
interface CheckpointHeader {
  /** What it was made with, and must be resumed with. */
  readonly options: ResumeOptions;
  readonly workers: number;
  readonly state: RunState;
  /** The header of its {@link SavedSource}. */
  readonly source: object;
}

export interface Checkpoint {
  readonly header: CheckpointHeader;
  /** The bytes of a tensor. */
  readonly bytes: (name: string) => Uint8Array;
  /** Writes tables and random states into the memory of a run. */
  restore(memory: WebAssembly.Memory, layout: Layout): void;
}

/** Writes the checkpoint of a run at rest, atomically, in place of the one before. */
export async function writeCheckpoint(
  directory: string,
  { layout, memory: { buffer } }: Run,
  state: RunState,
  { options, source }: { readonly options: ResumeOptions; readonly source: SavedSource },
  signal?: AbortSignal,
): Promise<void> {
  const header: CheckpointHeader = {
    ...{ options, state, source: source.header },
    workers: layout.workers.length,
  };
  const tensors: TensorToWrite[] = [
    ...tables.map((name) => {
      const { at, rows, rowBytes } = layout[name];
      return tensor(name, 'F32', new Uint8Array(buffer, at, rows * rowBytes));
    }),
    ...source.tensors,
    ...layout.workers.map(({ record }, worker) =>
      tensor(`worker.${worker}`, 'U8', new Uint8Array(buffer, record, recordBytes)),
    ),
  ];
  await writeCheckpointFile(directory, header, tensors, signal);
}

/**
 * Reads the checkpoint in a directory, to go on with these options.
 *
 * @throws SourceError when there is none, ModelFileError when it is not one or damaged,
 *   InvalidInputError when it was made with other options
 */
export async function readCheckpoint(
  directory: string,
  options: ResumeOptions,
  signal?: AbortSignal,
): Promise<Checkpoint> {
  const { header, bytes } = await readCheckpointFile<CheckpointHeader>(directory, signal);
  checkSameOptions(header.options, options);
  return {
    header,
    bytes,
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

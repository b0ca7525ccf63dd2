import { InvalidInputError, Items, type TensorToWrite } from '@tovec/core';
import type { CorpusFiles } from '../corpus/corpus.js';
import type { RunState } from '../epochs/run-epochs.js';
import { type Layout, recordBytes } from '../sgd/layout.js';
import type { Run } from '../sgd/run.js';
import type { TextLookup } from '../vocabulary/build-vocabulary.js';
import type { Vocabulary } from '../vocabulary/vocabulary.js';
import {
  aligned,
  bytesOf,
  readCheckpointFile,
  tensor,
  words,
  writeCheckpointFile,
} from './file.js';
import { checkSameOptions, type ResumeOptions } from './resume-options.js';

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

/** Refuses to go on with another corpus than the checkpoint was made with. */
export function checkSameCorpus({ header }: Checkpoint, corpus: CorpusFiles): void {
  const sizes = corpus.files.map(({ bytes }) => bytes);
  if (sizes.join() === header.fileBytes.join()) return;
  throw new InvalidInputError(
    `the checkpoint was made with another corpus: files of ${header.fileBytes.join(', ')} bytes, ` +
      `but these have ${sizes.join(', ')}; resume with the same text`,
    { argument: 'resume' },
  );
}

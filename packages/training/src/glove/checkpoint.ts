import {
  readCheckpointFile,
  readCheckpointHeader,
  tensor,
  writeCheckpointFile,
} from '../checkpoint/file.js';
import { checkSameKind, checkSameOptions } from '../checkpoint/resume-options.js';
import type { CooccurrenceTable } from '../cooccurrence/table.js';
import type { RunState } from '../epochs/run-epochs.js';
import type { GloveLayout } from './layout.js';
import type { GloveSettings } from './settings.js';

/** What a checkpoint holds beside the tables: what it must be resumed with, and how far it has come. */
interface Header {
  readonly options: Readonly<Record<string, unknown>>;
  readonly workers: number;
  readonly state: RunState;
}

const kind = 'GloVe';

/** Everything that changes what is learnt, and what the co-occurrences are recognised by. */
function optionsOf(table: CooccurrenceTable, settings: GloveSettings): Header['options'] {
  const { vocabulary, nonZeros } = table;
  return {
    kind,
    ...settings,
    ...table.settings,
    vocabulary: vocabulary.words.length,
    'non-zero co-occurrences': nonZeros,
  };
}

export async function writeGloveCheckpoint(
  directory: string,
  run: {
    readonly table: CooccurrenceTable;
    readonly settings: GloveSettings;
    readonly layout: GloveLayout;
    readonly memory: WebAssembly.Memory;
  },
  state: RunState,
  signal?: AbortSignal,
): Promise<void> {
  const { table, settings, layout, memory } = run;
  const header: Header = {
    options: optionsOf(table, settings),
    workers: layout.workers.length,
    state,
  };
  const bytes = layout.rows * layout.rowBytes;
  const tensors = (['words', 'contexts'] as const).map((name) =>
    tensor(name, 'F32', new Uint8Array(memory.buffer, layout[name], bytes)),
  );
  await writeCheckpointFile(directory, header, tensors, signal);
}

/**
 * Looks whether there is a checkpoint of GloVe, before much is done that would be lost without it.
 *
 * @throws SourceError when there is none, ModelFileError when it is not one, InvalidInputError when it
 *   is another training's
 */
export async function checkGloveCheckpoint(directory: string, signal?: AbortSignal): Promise<void> {
  const { options } = await readCheckpointHeader<Header>(directory, signal);
  checkSameKind(options, { kind });
}

/** @throws SourceError when there is none, ModelFileError when it is not one or damaged */
export async function readGloveCheckpoint(directory: string, signal?: AbortSignal) {
  const { header, bytes } = await readCheckpointFile<Header>(directory, signal);
  return {
    workers: header.workers,
    state: header.state,
    /** Refuses to go on with other co-occurrences or settings. @throws InvalidInputError */
    check(table: CooccurrenceTable, settings: GloveSettings): void {
      checkSameOptions(header.options, optionsOf(table, settings));
    },
    restore(memory: WebAssembly.Memory, layout: GloveLayout): void {
      for (const name of ['words', 'contexts'] as const) {
        const values = bytes(name);
        new Uint8Array(memory.buffer, layout[name], values.length).set(values);
      }
    },
  };
}

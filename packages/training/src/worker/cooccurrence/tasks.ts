import type { CountingLayout } from '../../cooccurrence/layout.js';
import type { Segment } from '../../corpus/segments.js';
import type { SharedText } from '../protocol.js';

/** What every step of counting co-occurrences works with. */
interface Counting {
  readonly kind: 'cooccurrences';
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  readonly control: SharedArrayBuffer;
  readonly layout: CountingLayout;
  /** Which place of the layout is this worker's. */
  readonly index: number;
}

/** Turn a stretch of text into ids, and count them. */
export interface EncodeTask extends Counting {
  readonly step: 'encode';
  readonly textModule: WebAssembly.Module;
  readonly text: Pick<SharedText, 'files' | 'form'>;
  readonly stretch: readonly Segment[];
  /** Where the ids go, and how many there may be. */
  readonly ids: number;
  readonly capacity: number;
}

/** Put the places of a stretch's words into the lists of the words. */
export interface ScatterTask extends Counting {
  readonly step: 'scatter';
  /** The place that has number 0. */
  readonly base: number;
  readonly ids: number;
  readonly count: number;
  readonly places: number;
}

/** Units of rows that nobody else has taken, written to files of the worker's own. */
interface RowsTask extends Counting {
  /** Row `units[u]` is the first of unit u; the last number is the number of rows. */
  readonly units: Uint32Array;
  readonly files: EntryFiles;
}

/** Count rows from the places of their words. */
export interface CountRowsTask extends RowsTask {
  readonly step: 'rows';
  readonly base: number;
  readonly places: number;
  /** For each row: where its list of places begins; one more number says where the last one ends. */
  readonly starts: Uint32Array;
  readonly window: number;
  readonly symmetric: boolean;
}

/** Add up rows that were counted in several runs. */
export interface MergeRowsTask extends RowsTask {
  readonly step: 'merge';
  readonly runs: readonly Run[];
  /** Room for `bufferEntries` columns and values of each run. */
  readonly buffers: number;
  readonly bufferEntries: number;
}

export type CooccurrenceTask = EncodeTask | ScatterTask | CountRowsTask | MergeRowsTask;

/** Two files side by side: entry i of one belongs to entry i of the other. */
export interface EntryFiles {
  /** u32 each. */
  readonly columns: string;
  /** f32 each. */
  readonly values: string;
}

/** Entries of whole rows that follow each other in the files of one worker. */
export interface Part {
  readonly files: EntryFiles;
  /** Where in the files the first one stands, in entries. */
  readonly first: number;
  readonly entries: number;
}

/** All rows as they were counted in one batch: a part for each unit, and the entries of each row. */
export interface Run {
  readonly parts: readonly Part[];
  readonly rowEntries: Uint32Array;
}

/** What a worker says about the units it has written. */
export interface WrittenUnit {
  readonly unit: number;
  readonly part: Part;
}

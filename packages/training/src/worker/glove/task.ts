import type { TablePart } from '../../cooccurrence/parts.js';
import type { UnitPosition } from '../protocol.js';

/** What is one worker's alone in the memory of a run; addresses in bytes. */
export interface GlovePlace {
  /** Three f64: loss, co-occurrences trained, co-occurrences passed over. */
  readonly tally: number;
  readonly columns: number;
  readonly values: number;
  readonly logs: number;
  readonly weights: number;
  readonly strips: number;
}

/** Train on the units of co-occurrences that are left. Addresses are bytes in `memory`. */
export interface GloveTask {
  readonly kind: 'glove';
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  readonly control: SharedArrayBuffer;
  readonly index: number;
  readonly workers: number;
  readonly epochs: number;
  readonly seed: number;
  readonly parts: readonly TablePart[];
  /** Where each row begins among all entries, and where the last one ends. */
  readonly offsets: Float64Array;
  readonly tables: readonly [words: number, contexts: number, rowBytes: number, groups: number];
  readonly hyperparameters: readonly [rate: number, clip: number, alpha: number, logXMax: number];
  readonly own: GlovePlace;
  /** Counts the co-occurrences trained, by all workers. */
  readonly progress: number;
  /** Entries to train on between two looks at the command. */
  readonly sliceEntries: number;
  readonly unfinished: readonly UnitPosition[];
}

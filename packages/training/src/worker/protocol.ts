import type { SgdKernel, SgdLoop } from '@tovec/kernels';
import type { CorpusFile } from '../corpus/corpus.js';
import type { Segment } from '../corpus/segments.js';
import type { CooccurrenceTask } from './cooccurrence/tasks.js';
import type { GloveTask } from './glove/task.js';
import type { InferTask } from './infer.js';
import type { VisitsTask, WalkStreamTask } from './walks/task.js';

/** The text that all workers read, each taking the next segment that nobody has. */
export interface SharedText {
  readonly files: readonly CorpusFile[];
  readonly form: 'text' | 'tokens';
  readonly segments: readonly Segment[];
  /** The id of the first tag, where lines begin with tags. */
  readonly firstTag?: number | undefined;
}

/** Count the words of the segments that are left, in a memory of the worker's own. */
export interface CountTask {
  readonly kind: 'count';
  readonly text: SharedText;
  readonly module: WebAssembly.Module;
  readonly control: SharedArrayBuffer;
  readonly checkUtf8: boolean;
  /** Words kept at a time; the rarest are forgotten above it. */
  readonly maxDistinct: number;
}

/** A table of words as the text kernel holds it. */
export interface CountResult {
  readonly entries: Uint32Array<ArrayBuffer>;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Words seen. */
  readonly tokens: number;
  /** Ends of sentences, those of empty ones included. */
  readonly sentences: number;
  /** Distinct words forgotten because there were more than `maxDistinct`. */
  readonly pruned: number;
}

/** Add up the tables that several workers counted. */
export interface MergeTask {
  readonly kind: 'merge';
  readonly module: WebAssembly.Module;
  readonly results: readonly CountResult[];
}

/** A place in the work: `offset` of a unit of an epoch, in bytes, walks or whatever its stream goes by. */
export interface UnitPosition {
  readonly unit: number;
  readonly offset: number;
}

/** What is one worker's alone in the memory of a run; addresses and sizes in bytes. */
export interface WorkerPlace {
  readonly record: number;
  readonly scratch: number;
  readonly ids: number;
  readonly idCapacity: number;
}

/** Ids from text. Addresses and sizes are bytes in the memory of the run. */
export interface TextStreamTask {
  readonly kind: 'text';
  readonly text: SharedText;
  readonly module: WebAssembly.Module;
  readonly lookup: {
    readonly entries: number;
    readonly bytes: number;
    readonly slots: number;
    readonly slotCount: number;
    readonly entryCount: number;
    readonly expansions: number;
  };
  /** This worker's own. */
  readonly own: {
    readonly text: number;
    readonly textBytes: number;
    /** Bytes to train on between two looks at the command. */
    readonly chunkBytes: number;
  };
}

/** Where the ids of a training come from. */
export type StreamTask = TextStreamTask | WalkStreamTask;

/** The functions of the kernel that say where and how to train, each with its arguments. */
export type SgdSetup = {
  readonly [Name in Exclude<
    Extract<keyof SgdKernel, `place${string}` | `set${string}` | 'freezeRows'>,
    'placeWorker'
  >]?: Parameters<SgdKernel[Name]>;
};

/** Train on the units that are left. Addresses are bytes in `memory`. */
export interface TrainTask {
  readonly kind: 'train';
  readonly stream: StreamTask;
  readonly sgdModule: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  readonly control: SharedArrayBuffer;
  readonly loop: SgdLoop;
  readonly epochs: number;
  /** Which record of `control` and which scratch are this worker's. */
  readonly index: number;
  readonly workers: number;
  /** What to tell the kernel before it trains: its functions, and what each is called with. */
  readonly setup: SgdSetup;
  readonly own: WorkerPlace;
  /** Where the tokens that are done are counted. */
  readonly progress: number;
  /** Units to finish first: those that were under way when a checkpoint was written. */
  readonly unfinished: readonly UnitPosition[];
}

export type Task =
  | CountTask
  | MergeTask
  | TrainTask
  | CooccurrenceTask
  | GloveTask
  | VisitsTask
  | InferTask;

/** What went wrong in a worker, as plain data. */
export interface Failure {
  readonly reason: 'utf8' | 'no-white-space' | 'file' | 'internal';
  readonly message: string;
  readonly file?: string;
  readonly offset?: number;
}

export type Message =
  | { readonly kind: 'done'; readonly result?: unknown }
  | { readonly kind: 'paused' }
  | { readonly kind: 'failed'; readonly failure: Failure };

import type { OnProgress } from '@tovec/core';
import { type KernelInstructions, type Matrix, sgdModule } from '@tovec/kernels';
import { type Checkpoint, type SavedSource, writeCheckpoint } from '../checkpoint/checkpoint.js';
import type { ResumeOptions } from '../checkpoint/resume-options.js';
import type { RunHooks } from '../epochs/run-epochs.js';
import { stopwatch } from '../stopwatch.js';
import type { PlanStream } from '../streams/stream-plan.js';
import { allocateLayout, planLayout } from './layout.js';
import type { ModelShape } from './model-shape.js';
import { type Run, runTraining } from './run.js';
import type { SgdSettings } from './settings.js';
import { fillTables, type InitialTables, outputDimensions, packedTable } from './tables.js';

/** Tables to train on a stream of ids, whatever the ids stand for. */
export interface TableJob {
  readonly settings: SgdSettings;
  readonly shape: ModelShape;
  readonly stream: PlanStream;
  /** Tokens of one epoch: the learning rate falls over those of all. */
  readonly epochTokens: number;
  /** Vectors to begin with in place of random ones. */
  readonly initial?: InitialTables | undefined;
  /** Everything that changes what is learnt, to recognise a checkpoint by. */
  readonly resumable: ResumeOptions;
  /** What a checkpoint keeps of where the ids come from. */
  readonly savedSource: () => SavedSource;
  /** What to lower or raise where memory does not suffice. */
  readonly advice: string;
}

/** How tables are trained. */
export interface TableHooks {
  readonly workers: number;
  readonly checkpoint: { readonly directory: string; readonly everySeconds: number } | undefined;
  readonly signal: AbortSignal | undefined;
  readonly onProgress: OnProgress | undefined;
  /** What to go on from. */
  readonly resumed: Checkpoint | undefined;
}

/** What training gives. */
export interface TrainedTables {
  /** Input vectors: of ids, or of what they are made of. */
  readonly input: Matrix;
  /** Output vectors, which training can go on from. In the same memory; none without negatives. */
  readonly output: Matrix | undefined;
  /** Vectors of the Huffman tree's inner nodes; none without hierarchical softmax. */
  readonly tree: Matrix | undefined;
  readonly report: TableReport;
}

/** What happened while tables were trained. */
export interface TableReport {
  /** Wall-clock time of training. */
  readonly seconds: number;
  /** Time that all workers together took to get the ids: reading text, walking. */
  readonly streamSeconds: number;
  /** Tokens trained in all epochs, before sub-sampling. */
  readonly trainedTokens: number;
  /** The same per second. */
  readonly tokensPerSecond: number;
  /** Mean loss of a prediction in each epoch, in nats: −log of the probability of its right answers. */
  readonly loss: readonly number[];
  /** What training needed at most in its kernel memory: tables, stream and scratch. */
  readonly memoryBytes: number;
  /** Most memory the process has held so far. */
  readonly peakMemoryBytes: number;
  readonly workers: number;
  /** What the training kernel was compiled to. */
  readonly instructions: KernelInstructions;
}

/**
 * Trains tables on all workers over one shared memory.
 *
 * @throws InvalidInputError for tables that do not fit in memory, or a learning rate with which
 *   training diverges; SourceError when the ids cannot be read or a checkpoint cannot be written
 */
export async function trainTables(job: TableJob, hooks: TableHooks): Promise<TrainedTables> {
  const { settings, shape, resumable } = job;
  const { workers, checkpoint, signal, onProgress, resumed } = hooks;
  const layout = planLayout(shape, settings, workers, job.stream);
  const memory = allocateLayout(layout, settings, job.advice);
  await fillTables(memory, layout, settings, shape, job.initial, signal);
  resumed?.restore(memory, layout);
  const run: Run = { settings, shape, layout, memory, epochTokens: job.epochTokens };
  const training = stopwatch();
  let source: SavedSource | undefined;
  const runHooks: RunHooks = {
    signal,
    onProgress,
    checkpoint: checkpoint && {
      everySeconds: checkpoint.everySeconds,
      save(state, signal) {
        source ??= job.savedSource();
        const { directory } = checkpoint;
        return writeCheckpoint(directory, run, state, { options: resumable, source }, signal);
      },
    },
  };
  const state = await runTraining(run, runHooks, resumed?.header.state);
  const { dimensions } = settings;
  return {
    input: packedTable(memory, layout.input, dimensions)!,
    output: packedTable(memory, layout.output, outputDimensions(dimensions, shape)),
    tree: packedTable(memory, layout.tree, outputDimensions(dimensions, shape)),
    report: {
      seconds: training(),
      streamSeconds: state.streamSeconds,
      trainedTokens: state.done - state.missing,
      tokensPerSecond: (state.done - state.missing) / state.seconds,
      loss: state.losses.map(({ loss, predictions }) => (predictions > 0 ? loss / predictions : 0)),
      memoryBytes: layout.bytes,
      peakMemoryBytes: process.resourceUsage().maxRSS * 1024,
      workers,
      instructions: sgdModule().instructions,
    },
  };
}

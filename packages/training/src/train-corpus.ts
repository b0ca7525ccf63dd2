import { check, type OnProgress } from '@tovec/core';
import { type KernelInstructions, type Matrix, sgdModule } from '@tovec/kernels';
import {
  type Checkpoint,
  checkSameCorpus,
  readCheckpoint,
  writeCheckpoint,
} from './checkpoint/checkpoint.js';
import { prepareDirectory } from './checkpoint/file.js';
import type { ResumeOptions } from './checkpoint/resume-options.js';
import type { Corpus } from './corpus/corpus.js';
import { openCorpus } from './corpus/open-corpus.js';
import { cutSegments } from './corpus/segments.js';
import type { RunHooks } from './epochs/run-epochs.js';
import { allocate, planLayout } from './sgd/layout.js';
import type { ModelShape } from './sgd/model-shape.js';
import { type Run, runTraining } from './sgd/run.js';
import type { SgdSettings } from './sgd/settings.js';
import { fillTables, type InitialTables, packedTable } from './sgd/tables.js';
import { stopwatch } from './stopwatch.js';
import type { BuiltVocabulary } from './vocabulary/build-vocabulary.js';
import { type CountedText, countText } from './vocabulary/count-text.js';
import { tokensOf, type Vocabulary } from './vocabulary/vocabulary.js';
import { workerCount } from './workers/worker-count.js';

/** How a training runs, whatever it learns. */
export interface RunOptions {
  /** Threads. One gives the same bytes for the same seed; more share the tables (Hogwild). */
  readonly workers?: number | undefined;
  /**
   * Writes a checkpoint into `directory` every `everySeconds` (30), one at the end, and one when the
   * signal is aborted.
   */
  readonly checkpoint?:
    | { readonly directory: string; readonly everySeconds?: number | undefined }
    | undefined;
  /**
   * Goes on from the checkpoint in this directory, with as many workers as wrote it. The corpus and
   * all options that change what is learnt must be the same.
   */
  readonly resume?: string | undefined;
  /**
   * Stops the work within 100 ms; the promise rejects with the signal's reason, when there are
   * checkpoints as soon as a last one is written.
   */
  readonly signal?: AbortSignal | undefined;
  /** Told several times a second how far each phase (`count`, `train`) has come. */
  readonly onProgress?: OnProgress | undefined;
}

/** The keys of {@link RunOptions}. */
export const runOptionKeys = [
  'workers',
  'checkpoint',
  'resume',
  'signal',
  'onProgress',
] as const satisfies readonly (keyof RunOptions)[];

/** What is to be learnt from a corpus. */
export interface TrainingJob {
  readonly settings: SgdSettings;
  readonly checkUtf8: boolean;
  /** Everything that changes what is learnt, to recognise a checkpoint by. */
  readonly resumable: ResumeOptions;
  /** How the counted runs of text become ids. */
  readVocabulary(counted: CountedText): BuiltVocabulary;
  shapeOf(vocabulary: Vocabulary): ModelShape;
  /** Vectors to begin with in place of random ones. */
  initialOf?(vocabulary: Vocabulary): InitialTables | undefined;
}

/** What training gives. */
export interface CorpusTraining {
  readonly vocabulary: Vocabulary;
  readonly shape: ModelShape;
  /** Input vectors: of words, and of what else words are made of. */
  readonly input: Matrix;
  /** Output vectors, which training can go on from. In the same memory; none without negatives. */
  readonly output: Matrix | undefined;
  /** Vectors of the Huffman tree's inner nodes; none without hierarchical softmax. */
  readonly tree: Matrix | undefined;
  readonly settings: SgdSettings;
  readonly report: TrainingReport;
}

/** What happened in training. */
export interface TrainingReport {
  /** Words of the corpus, those outside the vocabulary included. */
  readonly tokens: number;
  /** Words with a vector. */
  readonly vocabulary: number;
  /**
   * Wall-clock time: opening the corpus, counting its words, training, and all of it, with filling the
   * tables before.
   */
  readonly seconds: {
    readonly read: number;
    readonly count: number;
    readonly train: number;
    readonly total: number;
  };
  /** Words inside the vocabulary trained per second of training, before sub-sampling. */
  readonly tokensPerSecond: number;
  /** Mean loss of a prediction in each epoch, in nats: −log of the probability of its right answers. */
  readonly loss: readonly number[];
  /** What training needed at most in its kernel memory: tables, look-up and scratch. */
  readonly memoryBytes: number;
  /** Most memory the process has held so far. */
  readonly peakMemoryBytes: number;
  /** Rare words forgotten while counting, since there were more than fit. Usually 0. */
  readonly prunedWords: number;
  readonly workers: number;
  /** What the training kernel was compiled to. */
  readonly instructions: KernelInstructions;
}

/**
 * From text to embedding tables: opens the corpus, counts its words, makes the vocabulary, and trains
 * the tables of the job on all workers over one shared memory. Text is streamed: memory is that of the
 * tables, the counts and a few megabytes for each worker.
 *
 * @throws InvalidInputError for options that cannot be, a corpus without words, tables that do not fit
 *   in memory, or a learning rate with which training diverges; SourceError when files cannot be read
 *   or a checkpoint cannot be written
 */
export async function trainCorpus(
  corpus: Corpus,
  job: TrainingJob,
  options: RunOptions,
): Promise<CorpusTraining> {
  const { settings, resumable } = job;
  const { signal, onProgress } = options;
  const { workers, checkpoint, resume } = checkRunOptions(options);
  const total = stopwatch();
  if (checkpoint) await prepareDirectory(checkpoint.directory);
  const resumed =
    resume === undefined ? undefined : await readCheckpoint(resume, resumable, signal);
  const threads = resumed?.header.workers ?? workers;

  const reading = stopwatch();
  await using files = await openCorpus(corpus, signal);
  const segments = cutSegments(files, threads);
  if (resumed) checkSameCorpus(resumed, files);
  const read = reading();

  const counting = stopwatch();
  const { vocabulary, lookup, tokens, pruned } = resumed ? textOf(resumed) : await readText();
  const count = counting();

  const shape = job.shapeOf(vocabulary);
  const layout = planLayout(shape, lookup, settings, threads);
  const memory = allocate(layout, settings, shape);
  const initial = job.initialOf?.(vocabulary);
  await fillTables(memory, layout, settings, shape, lookup, initial, signal);
  resumed?.restore(memory, layout);
  const run: Run = {
    ...{ files, segments, vocabulary, lookup, settings, shape, layout, memory },
    ...{ corpusTokens: tokens, epochTokens: tokensOf(vocabulary.counts) },
  };
  const training = stopwatch();
  const hooks: RunHooks = {
    signal,
    onProgress,
    checkpoint: checkpoint && {
      everySeconds: checkpoint.everySeconds,
      save: (state, signal) => writeCheckpoint(checkpoint.directory, run, state, resumable, signal),
    },
  };
  const state = await runTraining(run, hooks, resumed?.header.state);
  const { dimensions } = settings;
  return {
    vocabulary,
    shape,
    input: packedTable(memory, layout, layout.input, dimensions)!,
    output: packedTable(memory, layout, layout.output, dimensions),
    tree: packedTable(memory, layout, layout.tree, dimensions),
    settings,
    report: {
      tokens,
      vocabulary: vocabulary.words.length,
      seconds: { read, count, train: training(), total: total() },
      tokensPerSecond: state.done / state.seconds,
      loss: state.losses.map(({ loss, predictions }) => (predictions > 0 ? loss / predictions : 0)),
      memoryBytes: layout.bytes,
      peakMemoryBytes: process.resourceUsage().maxRSS * 1024,
      prunedWords: pruned,
      workers: threads,
      instructions: sgdModule().instructions,
    },
  };

  async function readText() {
    const { checkUtf8 } = job;
    const counted = await countText(files, segments, {
      ...{ workers: threads, checkUtf8, signal, onProgress },
    });
    return { ...job.readVocabulary(counted), tokens: counted.tokens, pruned: counted.pruned };
  }
}

/** Checks the options of a run and completes them. */
export function checkRunOptions({ workers, checkpoint, resume }: RunOptions) {
  if (checkpoint) check.knownKeys('checkpoint', checkpoint, ['directory', 'everySeconds']);
  return {
    workers: workerCount(workers),
    checkpoint: checkpoint && {
      directory: check.string('checkpoint.directory', checkpoint.directory, { nonEmpty: true }),
      everySeconds: check.number('checkpoint.everySeconds', checkpoint.everySeconds ?? 30, {
        above: 0,
      }),
    },
    resume: resume === undefined ? undefined : check.string('resume', resume, { nonEmpty: true }),
  };
}

function textOf({ vocabulary, lookup, header }: Checkpoint) {
  return { vocabulary, lookup, tokens: header.corpusTokens, pruned: 0 };
}

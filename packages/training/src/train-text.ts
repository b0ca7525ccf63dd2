import { check, type OnProgress } from '@tovec/core';
import { type Matrix, type SgdInstructions, sgdModule } from '@tovec/kernels';
import {
  type Checkpoint,
  checkResumable,
  prepareDirectory,
  readCheckpoint,
  writeCheckpoint,
} from './checkpoint/checkpoint.js';
import { resumeOptions } from './checkpoint/resume-options.js';
import type { Corpus } from './corpus/corpus.js';
import { openCorpus } from './corpus/open-corpus.js';
import { cutSegments } from './corpus/segments.js';
import { allocate, planLayout } from './sgd/layout.js';
import { type Run, type RunHooks, runTraining } from './sgd/run.js';
import { type SgdOptions, type SgdSettings, sgdOptionKeys, sgdSettings } from './sgd/settings.js';
import { fillTables, type InitialTables, packedTable } from './sgd/tables.js';
import { stopwatch } from './stopwatch.js';
import { readText } from './vocabulary/read-text.js';
import { readingRuleKeys, readingRules } from './vocabulary/rules.js';
import {
  type TextRules,
  tokensOf,
  type Vocabulary,
  type VocabularyRules,
} from './vocabulary/vocabulary.js';
import { workerCount } from './workers/worker-count.js';

/** Everything that training on text can be told. */
export interface TrainTextOptions extends SgdOptions, TextRules, Partial<VocabularyRules> {
  /** Threads. One gives the same bytes for the same seed; more share the tables (Hogwild). */
  readonly workers?: number | undefined;
  /** Writes a checkpoint into `directory` every `everySeconds` (30), and one at the end. */
  readonly checkpoint?:
    | { readonly directory: string; readonly everySeconds?: number | undefined }
    | undefined;
  /**
   * Goes on from the checkpoint in this directory, with as many workers as wrote it. The corpus and
   * all options that change what is learnt must be the same.
   */
  readonly resume?: string | undefined;
  /** Stops the work within 100 ms; the promise rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Told several times a second how far each phase (`count`, `train`) has come. */
  readonly onProgress?: OnProgress | undefined;
}

/** The keys of {@link TrainTextOptions}. */
export const trainTextOptionKeys = [
  ...sgdOptionKeys,
  ...readingRuleKeys,
  'workers',
  'checkpoint',
  'resume',
  'signal',
  'onProgress',
] as const satisfies readonly (keyof TrainTextOptions)[];

/** A model whose training goes on. */
export interface ContinuedModel extends InitialTables {
  readonly words: readonly string[];
  readonly counts: Float64Array;
  /** Whether words it does not know yet join its vocabulary. */
  readonly extendVocabulary: boolean;
}

/** What training on text gives. */
export interface TextTraining {
  readonly vocabulary: Vocabulary;
  /** Input vectors, one row for each word: the embedding. */
  readonly input: Matrix;
  /** Output vectors, which training can go on from. In the same memory. */
  readonly output: Matrix;
  readonly settings: SgdSettings;
  readonly report: TrainingReport;
}

/** What happened in training. */
export interface TrainingReport {
  /** Words of the corpus, those outside the vocabulary included. */
  readonly tokens: number;
  /** Words with a vector. */
  readonly vocabulary: number;
  /** Wall-clock time: opening the corpus, counting its words, training, and all of it. */
  readonly seconds: {
    readonly read: number;
    readonly count: number;
    readonly train: number;
    readonly total: number;
  };
  /** Words inside the vocabulary trained per second of training, before sub-sampling. */
  readonly tokensPerSecond: number;
  /** Mean loss of a prediction in each epoch: −log σ of the word and of its negatives, in nats. */
  readonly loss: readonly number[];
  /** Most memory the process has held so far. */
  readonly peakMemoryBytes: number;
  /** Rare words forgotten while counting, since there were more than fit. Usually 0. */
  readonly prunedWords: number;
  readonly workers: number;
  /** What the training kernel was compiled to. */
  readonly instructions: SgdInstructions;
}

/**
 * From text to embedding tables: opens the corpus, counts its words, makes the vocabulary, and trains
 * input and output vectors for it, on all workers over one shared memory. Text is streamed: memory is
 * that of the tables, the counts and a few megabytes for each worker.
 *
 * @throws InvalidInputError for options that cannot be, a corpus without words, tables that do not fit
 *   in memory, or a learning rate with which training diverges; SourceError when files cannot be read
 *   or a checkpoint cannot be written
 */
export async function trainText(
  corpus: Corpus,
  options: TrainTextOptions = {},
  model?: ContinuedModel,
): Promise<TextTraining> {
  const { settings, rules, workers, checkpoint, resume } = checkOptions(options);
  const { signal, onProgress } = options;
  const resumable = resumeOptions(settings, rules, model?.words);
  const total = stopwatch();
  if (checkpoint) await prepareDirectory(checkpoint.directory);
  const resumed = resume === undefined ? undefined : await readCheckpoint(resume, signal);
  const threads = resumed?.header.workers ?? workers;

  const reading = stopwatch();
  await using files = await openCorpus(corpus, signal);
  const segments = cutSegments(files, threads);
  if (resumed) checkResumable(resumed, resumable, files);
  const read = reading();

  const counting = stopwatch();
  const { vocabulary, lookup, tokens, pruned } = resumed
    ? textOf(resumed)
    : await readText(
        { files, segments, workers: threads, rules, signal, onProgress },
        model && { words: model.words, extend: model.extendVocabulary },
      );
  const count = counting();

  const layout = planLayout(vocabulary.words.length, lookup, settings, threads);
  const memory = allocate(layout, settings);
  const counts = model ? addCounts(vocabulary.counts, model.counts) : vocabulary.counts;
  fillTables(memory, layout, settings, counts, lookup, model);
  resumed?.restore(memory, layout);
  const run: Run = {
    ...{ files, segments, vocabulary, lookup, settings, layout, memory, corpusTokens: tokens },
    epochTokens: tokensOf(vocabulary.counts),
  };
  const training = stopwatch();
  const hooks: RunHooks = {
    signal,
    onProgress,
    checkpoint: checkpoint && {
      everySeconds: checkpoint.everySeconds,
      save: (state) => writeCheckpoint(checkpoint.directory, run, state, resumable, signal),
    },
  };
  const state = await runTraining(run, hooks, resumed?.header.state);
  return {
    vocabulary: { words: vocabulary.words, counts },
    input: packedTable(memory, layout, layout.input, settings.dimensions),
    output: packedTable(memory, layout, layout.output, settings.dimensions),
    settings,
    report: {
      tokens,
      vocabulary: layout.rows,
      seconds: { read, count, train: training(), total: total() },
      tokensPerSecond: state.done / state.seconds,
      loss: state.losses.map(({ loss, predictions }) => (predictions > 0 ? loss / predictions : 0)),
      peakMemoryBytes: process.resourceUsage().maxRSS * 1024,
      prunedWords: pruned,
      workers: threads,
      instructions: sgdModule().instructions,
    },
  };
}

function checkOptions(options: TrainTextOptions) {
  check.knownKeys('TrainTextOptions', options, trainTextOptionKeys);
  const { checkpoint, resume } = options;
  if (checkpoint) check.knownKeys('checkpoint', checkpoint, ['directory', 'everySeconds']);
  return {
    settings: sgdSettings(options),
    rules: readingRules(options),
    workers: workerCount(options.workers),
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

/** Counts of a vocabulary whose first words had been counted before. */
function addCounts(counts: Float64Array, before: Float64Array): Float64Array {
  return counts.map((count, id) => count + (before[id] ?? 0));
}

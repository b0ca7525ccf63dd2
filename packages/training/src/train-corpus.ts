import { readCheckpoint } from './checkpoint/checkpoint.js';
import { prepareDirectory } from './checkpoint/file.js';
import type { ResumeOptions } from './checkpoint/resume-options.js';
import { restoreText, saveText } from './checkpoint/saved-text.js';
import type { CorpusFiles } from './corpus/corpus.js';
import { cutSegments } from './corpus/segments.js';
import { checkRunOptions, type RunOptions } from './run-options.js';
import type { ModelShape } from './sgd/model-shape.js';
import type { SgdSettings } from './sgd/settings.js';
import { largestSlice, sliceTokens } from './sgd/slice-tokens.js';
import type { InitialTables } from './sgd/tables.js';
import { type TableReport, type TrainedTables, trainTables } from './sgd/train-tables.js';
import { stopwatch } from './stopwatch.js';
import { textStream } from './streams/text-stream.js';
import type { BuiltVocabulary } from './vocabulary/build-vocabulary.js';
import { type CountedText, countText } from './vocabulary/count-text.js';
import { tokensOf, type Vocabulary } from './vocabulary/vocabulary.js';

/** What is to be learnt from a corpus. */
export interface TrainingJob {
  openFiles(signal: AbortSignal | undefined): Promise<CorpusFiles>;
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
export interface CorpusTraining extends Omit<TrainedTables, 'report'> {
  readonly vocabulary: Vocabulary;
  readonly shape: ModelShape;
  readonly settings: SgdSettings;
  readonly report: TrainingReport;
}

/** What happened in training. */
export interface TrainingReport
  extends Omit<TableReport, 'seconds' | 'streamSeconds' | 'trainedTokens'> {
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
  /** Rare words forgotten while counting, since there were more than fit. Usually 0. */
  readonly prunedWords: number;
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
export async function trainCorpus(job: TrainingJob, options: RunOptions): Promise<CorpusTraining> {
  const { settings, resumable } = job;
  const { signal, onProgress } = options;
  const { workers, checkpoint, resume } = checkRunOptions(options);
  const total = stopwatch();
  if (checkpoint) await prepareDirectory(checkpoint.directory);
  const resumed =
    resume === undefined ? undefined : await readCheckpoint(resume, resumable, signal);
  const threads = resumed?.header.workers ?? workers;

  const reading = stopwatch();
  await using files = await job.openFiles(signal);
  const segments = cutSegments(files, threads);
  const read = reading();

  const counting = stopwatch();
  const text = resumed ? { ...restoreText(resumed, files), pruned: 0 } : await readText();
  const count = counting();

  const { vocabulary, lookup } = text;
  const shape = job.shapeOf(vocabulary);
  // A line is not to be cut, so lines are read in large pieces whatever they cost.
  const tokensAtOnce = shape.lines || shape.tags ? largestSlice : sliceTokens(settings);
  const firstTag = shape.tags?.firstTag;
  const shared = { files: files.files, form: files.form, segments, firstTag };
  const { report, ...tables } = await trainTables(
    {
      ...{ settings, shape, resumable },
      stream: textStream(shared, lookup, tokensAtOnce),
      epochTokens: tokensOf(vocabulary.counts),
      initial: job.initialOf?.(vocabulary),
      savedSource: () => saveText(files, text),
      advice: adviceFor(shape),
    },
    { ...{ workers: threads, checkpoint, signal, onProgress, resumed } },
  );
  const { seconds: train, streamSeconds: _, trainedTokens: __, ...rest } = report;
  return {
    ...{ vocabulary, shape, settings, ...tables },
    report: {
      tokens: text.tokens,
      vocabulary: vocabulary.words.length,
      seconds: { read, count, train, total: total() },
      ...rest,
      prunedWords: text.pruned,
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

/** What to do where the tables of a model do not fit. */
function adviceFor({ features, lines }: ModelShape): string {
  const lower = [
    'dimensions',
    ...(features ? ['bucket'] : []),
    ...(lines ? [] : ['maxVocabulary']),
  ];
  return `lower ${lower.join(' or ')}, or raise minCount`;
}

import { check, type OnProgress } from '@tovec/core';
import type { Corpus } from '../corpus/corpus.js';
import { openCorpus } from '../corpus/open-corpus.js';
import { cutSegments } from '../corpus/segments.js';
import { stopwatch } from '../stopwatch.js';
import { readText } from '../vocabulary/read-text.js';
import { readingRules } from '../vocabulary/rules.js';
import { tokensOf, type Vocabulary } from '../vocabulary/vocabulary.js';
import type { Run } from '../worker/cooccurrence/tasks.js';
import { WorkerPool } from '../workers/pool.js';
import { workerCount } from '../workers/worker-count.js';
import { type Counting, countRuns, fillCounting, mergeRuns } from './count.js';
import { allocateCounting, batchSize, planCounting } from './layout.js';
import {
  type CooccurrenceOptions,
  type CooccurrenceSettings,
  cooccurrenceOptionKeys,
  cooccurrenceSettings,
  memoryBytes,
} from './settings.js';
import { planStreams, streamsLength } from './streams.js';
import { planBatches } from './stretches.js';
import { CooccurrenceTable } from './table.js';
import { TemporaryDirectory } from './temporary-directory.js';
import { planUnits } from './units.js';

/** How often words stand near each other, as a sparse matrix that lies in files. */
export interface Cooccurrences extends AsyncDisposable {
  /** The words that rows and columns stand for. */
  readonly vocabulary: Vocabulary;
  /** Entries that are not zero. */
  readonly nonZeros: number;
  readonly settings: CooccurrenceSettings;
  readonly report: CooccurrenceReport;
  /**
   * All entries, in blocks of at most 65,536, by row and then by column. Can be called any number of
   * times; memory does not grow with the matrix.
   */
  blocks(): AsyncIterable<CooccurrenceBlock>;
  /**
   * Writes everything as one safetensors file, atomically; `readCooccurrences` opens it, and so does
   * whoever knows safetensors and sparse rows (`offsets`, `columns`, `values`: SciPy's csr_matrix).
   *
   * @throws SourceError when the file cannot be written
   */
  save(
    path: string,
    options?: { readonly signal?: AbortSignal; readonly onProgress?: OnProgress },
  ): Promise<void>;
  /** Removes the temporary files. */
  dispose(): Promise<void>;
}

/** Entries of the matrix: `values[i]` stands in row `rows[i]` and column `columns[i]`. */
export interface CooccurrenceBlock {
  readonly rows: Uint32Array;
  readonly columns: Uint32Array;
  readonly values: Float32Array;
}

/** What happened in counting. */
export interface CooccurrenceReport {
  /** Words of the corpus, those outside the vocabulary included. */
  readonly tokens: number;
  readonly vocabulary: number;
  readonly nonZeros: number;
  /** Wall-clock time: opening the corpus, its vocabulary, counting windows, adding up parts, all. */
  readonly seconds: {
    readonly read: number;
    readonly count: number;
    readonly cooccurrences: number;
    readonly merge: number;
    readonly total: number;
  };
  /** Parts in which the text was counted; 1 when it fits in `memory`. */
  readonly batches: number;
  /** Bytes of counts that were put aside in temporary files to be added up; 0 with one batch. */
  readonly spilledBytes: number;
  readonly peakMemoryBytes: number;
  /** Rare words forgotten while counting the vocabulary, since there were more than fit. */
  readonly prunedWords: number;
  readonly workers: number;
}

/**
 * Counts how often words of a corpus stand near each other, exactly as Stanford's `cooccur` does: for
 * each occurrence of the row's word, the words up to `window` places around it, each counting one over
 * its distance. Words outside the vocabulary are left out before distances are measured; a sentence end
 * stops a window. The result is the same for any number of workers, and for any memory up to the
 * rounding of a 32-bit sum.
 *
 * The matrix goes to temporary files, which `dispose` removes: memory does not grow with it.
 *
 * @throws InvalidInputError for options that cannot be, a corpus with nothing to learn, or too little
 *   `memory`; SourceError when files cannot be read, or the disk for temporary files is full
 * @example
 * ```ts
 * import { cooccurrences } from '@tovec/training';
 *
 * await using counted = await cooccurrences('a rose is a rose is a rose', {
 *   minCount: 1,
 *   window: 2,
 * });
 * const { words } = counted.vocabulary;
 * for await (const { rows, columns, values } of counted.blocks()) {
 *   values.forEach((value, at) => console.log(words[rows[at]!], words[columns[at]!], value));
 * }
 * // a rose 4
 * // a is 3
 * // rose a 4
 * // rose is 3
 * // is a 3
 * // is rose 3
 * ```
 */
export async function cooccurrences(
  corpus: Corpus,
  options: CooccurrenceOptions = {},
): Promise<Cooccurrences> {
  check.knownKeys('CooccurrenceOptions', options, cooccurrenceOptionKeys);
  const settings = cooccurrenceSettings(options);
  const rules = readingRules(options);
  const memory = memoryBytes(options.memory);
  const workers = workerCount(options.workers);
  const { signal, onProgress } = options;
  const total = stopwatch();

  const reading = stopwatch();
  await using files = await openCorpus(corpus, signal);
  const segments = cutSegments(files, workers);
  const read = reading();
  const counting = stopwatch();
  const text = await readText({ files, segments, workers, rules, signal, onProgress });
  const count = counting();

  const { vocabulary, lookup } = text;
  const rows = vocabulary.words.length;
  const tokens = tokensOf(vocabulary.counts);
  const layout = planCounting(rows, lookup, settings.window, workers);
  const batchBytes = batchSize(layout, memory, tokens / files.bytes, files.bytes);
  const batches = planBatches(segments, batchBytes, workers);
  const ids = Math.max(
    ...batches.map((batch) => streamsLength(planStreams(batch, settings.window), settings.window)),
  );
  const temporary = await TemporaryDirectory.create();
  try {
    await using pool = new WorkerPool(workers);
    const run: Counting = {
      ...{ files, batches, lookup, settings, layout, pool, tokens, signal, onProgress },
      memory: allocateCounting(layout, ids),
      places: layout.ids + ids * 4,
      units: planUnits(vocabulary.counts, settings, workers),
      directory: temporary.path,
    };
    fillCounting(run);
    const windows = stopwatch();
    const runs = await countRuns(run);
    const seconds = { read, count, cooccurrences: windows() };
    const merging = stopwatch();
    const isWhole = runs.length === 1;
    const whole = isWhole ? runs[0]! : await mergeRuns(run, runs);
    const { offsets, parts } = tableOf(whole, run.units);
    return new CooccurrenceTable({
      ...{ vocabulary, settings, offsets, parts, temporary },
      report: {
        tokens: text.tokens,
        vocabulary: rows,
        nonZeros: offsets.at(-1)!,
        seconds: { ...seconds, merge: isWhole ? 0 : merging(), total: total() },
        batches: runs.length,
        spilledBytes: isWhole ? 0 : bytesOf(runs),
        peakMemoryBytes: process.resourceUsage().maxRSS * 1024,
        prunedWords: text.pruned,
        workers,
      },
    });
  } catch (error) {
    await temporary[Symbol.asyncDispose]();
    throw error;
  }
}

function tableOf({ parts, rowEntries }: Run, units: Uint32Array) {
  const offsets = new Float64Array(rowEntries.length + 1);
  rowEntries.forEach((entries, row) => {
    offsets[row + 1] = offsets[row]! + entries;
  });
  return {
    offsets,
    parts: parts.map(({ files, first }, unit) => ({
      firstRow: units[unit]!,
      endRow: units[unit + 1]!,
      columns: { path: files.columns, position: first * 4 },
      values: { path: files.values, position: first * 4 },
    })),
  };
}

function bytesOf(runs: readonly Run[]): number {
  return runs.flatMap(({ parts }) => parts).reduce((sum, { entries }) => sum + entries * 8, 0);
}

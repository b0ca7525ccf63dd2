import { deriveSeed, InvalidInputError } from '@tovec/core';
import {
  type GloveKernel,
  gloveModule,
  gloveRow,
  instantiate,
  type KernelInstructions,
} from '@tovec/kernels';
import { prepareDirectory } from '../checkpoint/file.js';
import type { Cooccurrences } from '../cooccurrence/cooccurrences.js';
import { CooccurrenceTable } from '../cooccurrence/table.js';
import { type EpochRun, type RunState, runEpochs } from '../epochs/run-epochs.js';
import { checkRunOptions, type RunOptions } from '../run-options.js';
import { stopwatch } from '../stopwatch.js';
import { checkGloveCheckpoint, readGloveCheckpoint, writeGloveCheckpoint } from './checkpoint.js';
import { allocateGlove, type GloveLayout, planGlove } from './layout.js';
import type { GloveSettings } from './settings.js';

/** The tables that GloVe learns, without padding. */
export interface GloveTables {
  /** One row for each word, `dimensions` numbers each. */
  readonly words: Float32Array;
  readonly contexts: Float32Array;
  /** One number for each word. */
  readonly wordBiases: Float32Array;
  readonly contextBiases: Float32Array;
}

/** What factorising co-occurrences gives. */
export interface GloveTraining extends GloveTables {
  /** Wall-clock time of training. */
  readonly seconds: number;
  /** Mean loss of a co-occurrence in each epoch, f(x)·(w·c + b + b′ − ln x)² / 2, as glove.c's cost. */
  readonly loss: readonly number[];
  /** Co-occurrences trained per second, by all workers. */
  readonly cooccurrencesPerSecond: number;
  readonly memoryBytes: number;
  readonly workers: number;
  readonly instructions: KernelInstructions;
}

/** Entries trained between two looks at the command, times dimensions: about 10 ms. */
const sliceNumbers = 8e6;
const initialStream = 0;

/**
 * Finds out whether a training could run, before its co-occurrences are counted: checks its options,
 * prepares the directory for checkpoints, and looks at the one to go on from.
 *
 * @throws InvalidInputError for options that cannot be, or a checkpoint of another training
 * @throws SourceError when checkpoints cannot go to the directory, or there is none to go on from;
 *   ModelFileError when it is not one
 */
export async function checkGloveRun(options: RunOptions): Promise<void> {
  const { checkpoint, resume } = checkRunOptions(options);
  if (checkpoint) await prepareDirectory(checkpoint.directory);
  if (resume !== undefined) await checkGloveCheckpoint(resume, options.signal);
}

/**
 * Learns vectors whose products are the logarithms of co-occurrences, as Stanford's `glove` does: by
 * AdaGrad, on all workers over one shared memory (Hogwild). The co-occurrences are streamed from where
 * they lie, in another order in every epoch.
 *
 * @throws InvalidInputError for tables that do not fit in memory, other options than those of the
 *   checkpoint that is resumed, or a learning rate with which training diverges
 * @throws SourceError when the co-occurrences cannot be read or a checkpoint cannot be written
 */
export async function trainCooccurrences(
  cooccurrences: Cooccurrences,
  settings: GloveSettings,
  options: RunOptions,
): Promise<GloveTraining> {
  if (!(cooccurrences instanceof CooccurrenceTable)) {
    throw new InvalidInputError(
      'co-occurrences to train on come from cooccurrences() or readCooccurrences()',
      { argument: 'cooccurrences' },
    );
  }
  const table = cooccurrences;
  if (table.nonZeros === 0) {
    throw new InvalidInputError(
      'there is nothing to learn: no two words of the vocabulary stand near each other in a sentence; ' +
        'give more text, or lower minCount',
      { argument: 'corpus' },
    );
  }
  const { signal, onProgress } = options;
  const { workers, checkpoint, resume } = checkRunOptions(options);
  if (checkpoint) await prepareDirectory(checkpoint.directory);
  const resumed = resume === undefined ? undefined : await readGloveCheckpoint(resume, signal);
  resumed?.check(table, settings);
  const threads = resumed?.workers ?? workers;

  const rows = table.vocabulary.words.length;
  const layout = planGlove(rows, table.nonZeros, settings, threads);
  const memory = allocateGlove(layout, settings);
  if (resumed) resumed.restore(memory, layout);
  else initialise(memory, layout, settings);
  const run = { table, settings, layout, memory };
  const training = stopwatch();
  const state = await runEpochs(
    epochRun(run),
    {
      ...{ signal, onProgress },
      checkpoint: checkpoint && {
        everySeconds: checkpoint.everySeconds,
        save: (state, signal) => writeGloveCheckpoint(checkpoint.directory, run, state, signal),
      },
    },
    resumed?.state,
  );
  return {
    ...unpack(memory, layout, settings),
    seconds: training(),
    loss: state.losses.map(({ loss, predictions }) => (predictions > 0 ? loss / predictions : 0)),
    cooccurrencesPerSecond: state.done / state.seconds,
    memoryBytes: layout.bytes,
    workers: threads,
    instructions: gloveModule().instructions,
  };
}

interface Run {
  readonly table: CooccurrenceTable;
  readonly settings: GloveSettings;
  readonly layout: GloveLayout;
  readonly memory: WebAssembly.Memory;
}

function epochRun({ table, settings, layout, memory }: Run): EpochRun {
  const { epochs, seed, learningRate, gradientClip, alpha, xMax, dimensions } = settings;
  const workers = layout.workers.length;
  const { words, contexts, rowBytes, progress } = layout;
  return {
    ...{ workers, epochs, unit: 'co-occurrences', total: table.nonZeros * epochs },
    done: new BigUint64Array(memory.buffer, progress, 1),
    task: (control, index, unfinished) => ({
      ...{ kind: 'glove', module: gloveModule().module, memory, control: control.buffer },
      ...{ index, workers, epochs, seed, progress, unfinished },
      ...{ parts: table.parts, offsets: table.offsets, own: layout.workers[index]! },
      tables: [words, contexts, rowBytes, gloveRow(dimensions).groups],
      hyperparameters: [learningRate, gradientClip, alpha, Math.log(xMax)],
      sliceEntries: Math.ceil(sliceNumbers / dimensions),
    }),
    checkLosses({ losses }: RunState) {
      if (losses.some(({ loss }) => !(loss >= 0))) throw diverged(learningRate);
    },
    checkTables() {
      for (const at of [words, contexts]) {
        const values = new Float32Array(memory.buffer, at, (layout.rows * rowBytes) / 4);
        if (!values.every(Number.isFinite)) throw diverged(learningRate);
      }
    },
  };
}

function diverged(learningRate: number): InvalidInputError {
  return new InvalidInputError(
    `training has diverged: with a learningRate of ${learningRate} vectors grew beyond all bounds; ` +
      'lower it (the default is 0.05)',
    { argument: 'learningRate', given: learningRate },
  );
}

function initialise(memory: WebAssembly.Memory, layout: GloveLayout, settings: GloveSettings) {
  const kernel = instantiate<GloveKernel>(gloveModule().module, memory);
  [layout.words, layout.contexts].forEach((at, table) => {
    const seed = deriveSeed(settings.seed, initialStream, table);
    kernel.initialise(at, layout.rows, settings.dimensions, layout.rowBytes, seed);
  });
}

/** Takes weights and biases out of the rows. */
function unpack(
  memory: WebAssembly.Memory,
  { rows, rowBytes, words, contexts }: GloveLayout,
  { dimensions }: GloveSettings,
): GloveTables {
  const row = gloveRow(dimensions);
  const places = Array.from({ length: dimensions }, (_, d) => row.weight(d));
  const table = (at: number) => {
    const vectors = new Float32Array(rows * dimensions);
    const biases = new Float32Array(rows);
    for (let index = 0; index < rows; index++) {
      const values = new Float32Array(memory.buffer, at + index * rowBytes, rowBytes / 4);
      const to = index * dimensions;
      for (let d = 0; d < dimensions; d++) vectors[to + d] = values[places[d]!]!;
      biases[index] = values[row.bias]!;
    }
    return { vectors, biases };
  };
  const [word, context] = [table(words), table(contexts)];
  return {
    words: word.vectors,
    contexts: context.vectors,
    wordBiases: word.biases,
    contextBiases: context.biases,
  };
}

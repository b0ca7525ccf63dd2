import { createProgress, type OnProgress } from '@tovec/core';
import { sgdModule, textModule } from '@tovec/kernels';
import type { CorpusFiles } from '../corpus/corpus.js';
import type { Segment } from '../corpus/segments.js';
import type { TextLookup } from '../vocabulary/build-vocabulary.js';
import type { Vocabulary } from '../vocabulary/vocabulary.js';
import { entryCount } from '../vocabulary/word-table.js';
import { Control, command } from '../worker/control.js';
import type { TrainTask, UnitPosition } from '../worker/protocol.js';
import { WorkerPool } from '../workers/pool.js';
import { supervise } from '../workers/supervise.js';
import { checkLosses, checkTables } from './divergence.js';
import { capacitiesOf, hyperparametersOf, type Layout } from './layout.js';
import type { ModelShape } from './model-shape.js';
import type { SgdSettings } from './settings.js';

/** A training run whose memory is ready. */
export interface Run {
  readonly files: CorpusFiles;
  readonly segments: readonly Segment[];
  /** Words and how often they occur in this corpus. */
  readonly vocabulary: Vocabulary;
  readonly lookup: TextLookup;
  readonly settings: SgdSettings;
  readonly shape: ModelShape;
  readonly layout: Layout;
  readonly memory: WebAssembly.Memory;
  /** Words of the corpus, those outside the vocabulary included. */
  readonly corpusTokens: number;
  /** Words of one epoch. */
  readonly epochTokens: number;
}

/** How far a run has come, and what it needs beside its memory to go on. */
export interface RunState {
  readonly nextUnit: number;
  /** Units that were begun and not finished. */
  readonly unfinished: readonly UnitPosition[];
  /** For each epoch: summed loss and predictions. */
  readonly losses: readonly { readonly loss: number; readonly predictions: number }[];
  /** Tokens trained. */
  readonly done: number;
  /** Seconds of training. */
  readonly seconds: number;
}

export interface RunHooks {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: OnProgress | undefined;
  /** Called with the run at rest, every `everySeconds`, at the end, and after an abort. */
  readonly checkpoint?:
    | { readonly everySeconds: number; save(state: RunState, signal?: AbortSignal): Promise<void> }
    | undefined;
}

/**
 * Runs all epochs, from the beginning or from where `from` says; returns the final state.
 *
 * @throws InvalidInputError when training diverges
 */
export async function runTraining(run: Run, hooks: RunHooks, from?: RunState): Promise<RunState> {
  const { settings, layout, memory } = run;
  const workers = layout.workers.length;
  const control = Control.create(workers, settings.epochs);
  const trained = new BigUint64Array(memory.buffer, layout.progress, 1);
  if (from) restore(control, trained, from);

  const started = performance.now();
  const state = (): RunState => ({
    nextUnit: control.nextUnit,
    unfinished: layout.workers.flatMap((_, worker) => control.position(worker) ?? []),
    losses: Array.from({ length: settings.epochs }, (_, epoch) => control.loss(epoch)),
    done: Number(Atomics.load(trained, 0)),
    seconds: (from?.seconds ?? 0) + (performance.now() - started) / 1000,
  });
  const report = reporter(run, hooks, state, from);
  await using pool = new WorkerPool(workers);
  const rest = restKeeper(control, workers, hooks, state);
  let working: Promise<unknown> | undefined;

  try {
    await supervise({
      signal: hooks.signal,
      onTick: () => {
        checkLosses(run, state());
        report();
        rest.tick();
      },
      stop: () => {
        control.command = command.stop;
      },
      work: async (stop) => {
        const tasks = layout.workers.map((_, index) => trainTask(run, control, index, from));
        working = pool.run(tasks, { ...rest.hooks, onFailure: stop });
        await working;
        rest.throwIfFailed();
      },
    });
  } catch (error) {
    await rest.saved;
    if (hooks.signal?.aborted && working) await saveAfterAbort(working);
    throw error;
  }
  await rest.saved;
  const last = state();
  checkTables(run);
  await hooks.checkpoint?.save(last, hooks.signal);
  report();
  return last;

  /** Keeps what was learnt since the last checkpoint; when that fails, there is still the last one. */
  async function saveAfterAbort(working: Promise<unknown>): Promise<void> {
    if (!hooks.checkpoint) return;
    try {
      await working;
      checkLosses(run, state());
      await hooks.checkpoint.save(state());
    } catch {
      // The abort is what the caller hears of.
    }
  }
}

function restore(control: Control, trained: BigUint64Array, from: RunState): void {
  control.nextUnit = from.nextUnit;
  from.losses.forEach(({ loss, predictions }, epoch) => {
    control.addLoss(0, epoch, loss, predictions);
  });
  trained[0] = BigInt(from.done);
}

function trainTask(run: Run, control: Control, index: number, from?: RunState): TrainTask {
  const { layout, settings, lookup, shape } = run;
  const { lines } = shape;
  const workers = layout.workers.length;
  return {
    kind: 'train',
    text: { files: run.files.files, form: run.files.form, segments: run.segments },
    textModule: textModule(),
    sgdModule: sgdModule().module,
    memory: run.memory,
    control: control.buffer,
    loop: shape.loop,
    epochs: settings.epochs,
    index,
    workers,
    setup: {
      placeTables: [layout.input.at, layout.output.at, layout.tree.at, layout.rowBytes],
      placeSampling: [layout.alias, shape.outputRows, layout.keep, layout.progress],
      setHyperparameters: hyperparametersOf(settings, run.epochTokens * settings.epochs),
      setCapacities: capacitiesOf(settings, shape),
      ...(shape.paths && { placePaths: [layout.pathOffsets, layout.pathSteps] }),
      ...(shape.features && { placeFeatures: [layout.featureOffsets, layout.featureRows] }),
      ...(lines && {
        placeLabels: [lines.firstLabel, lines.labels, lines.lineEnd ?? sentenceEnd],
        placeWordNgrams: [layout.hashes, lines.wordNgrams, lines.firstBucket, lines.buckets],
      }),
    },
    lookup: {
      entries: layout.entries,
      bytes: layout.words,
      slots: layout.slots,
      slotCount: layout.slotCount,
      entryCount: entryCount(lookup.table),
      expansions: layout.expansions,
    },
    own: layout.workers[index]!,
    unfinished: from?.unfinished.filter((_, unit) => unit % workers === index) ?? [],
  };
}

/** Ends a sentence in a stream of ids; no word has this id. */
const sentenceEnd = 0xffffffff;

function reporter(run: Run, { onProgress }: RunHooks, state: () => RunState, from?: RunState) {
  const { epochs } = run.settings;
  const progress = createProgress({
    phase: 'train',
    unit: 'tokens',
    total: run.epochTokens * epochs,
    from: from?.done,
    ...(onProgress && { onProgress }),
  });
  return () => {
    if (!onProgress) return;
    const { done, losses } = state();
    const begun = losses.findLastIndex(({ predictions }) => predictions > 0);
    const now = losses[begun];
    progress.report(done, {
      epoch: Math.max(begun, 0) + 1,
      epochs,
      ...(now && { loss: now.loss / now.predictions }),
    });
  };
}

/** Brings the workers to rest every now and then, to write a checkpoint. */
function restKeeper(
  control: Control,
  workers: number,
  { checkpoint, signal }: RunHooks,
  state: () => RunState,
) {
  let active = workers;
  let paused = 0;
  let pauses = 0;
  let savedAt = performance.now();
  let saved: Promise<void> | undefined;
  let failure: unknown;

  const saveAtRest = () => {
    if (paused === 0 || paused < active || !checkpoint) return;
    paused = 0;
    saved = checkpoint
      .save(state(), signal)
      .catch((error: unknown) => {
        failure = error;
        control.command = command.stop;
      })
      .finally(() => {
        savedAt = performance.now();
        if (control.command >= command.pause) control.command = command.run;
      });
  };
  return {
    tick() {
      const isDue = checkpoint && performance.now() - savedAt > checkpoint.everySeconds * 1000;
      if (isDue && control.command === command.run) control.command = command.pause + pauses++;
    },
    /** Settles with the checkpoint that is being written, if there is one. */
    get saved() {
      return saved;
    },
    hooks: {
      onPaused() {
        paused++;
        saveAtRest();
      },
      onDone() {
        active--;
        saveAtRest();
      },
    },
    throwIfFailed() {
      if (failure !== undefined) throw failure;
    },
  };
}

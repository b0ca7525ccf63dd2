import { sgdModule } from '@tovec/kernels';
import { type RunHooks, type RunState, runEpochs } from '../epochs/run-epochs.js';
import type { Control } from '../worker/control.js';
import type { SgdSetup, TrainTask, UnitPosition } from '../worker/protocol.js';
import { checkLosses, checkTables } from './divergence.js';
import { capacitiesOf, hyperparametersOf, type Layout } from './layout.js';
import type { ModelShape } from './model-shape.js';
import type { SgdSettings } from './settings.js';

/** A training run whose memory is ready. */
export interface Run {
  readonly settings: SgdSettings;
  readonly shape: ModelShape;
  readonly layout: Layout;
  readonly memory: WebAssembly.Memory;
  /** Tokens of one epoch: the learning rate falls over those of all. */
  readonly epochTokens: number;
}

/**
 * Runs all epochs, from the beginning or from where `from` says; returns the final state.
 *
 * @throws InvalidInputError when training diverges
 */
export function runTraining(run: Run, hooks: RunHooks, from?: RunState): Promise<RunState> {
  const { settings, layout, memory } = run;
  return runEpochs(
    {
      workers: layout.workers.length,
      epochs: settings.epochs,
      unit: 'tokens',
      total: run.epochTokens * settings.epochs,
      done: new BigUint64Array(memory.buffer, layout.progress, 1),
      task: (control, worker, unfinished) => trainTask(run, control, worker, unfinished),
      checkLosses: (state) => checkLosses(run, state),
      checkTables: () => checkTables(run),
    },
    hooks,
    from,
  );
}

function trainTask(
  run: Run,
  control: Control,
  index: number,
  unfinished: readonly UnitPosition[],
): TrainTask {
  const { layout, settings, shape } = run;
  const workers = layout.workers.length;
  return {
    kind: 'train',
    stream: layout.stream.taskOf(index),
    sgdModule: sgdModule().module,
    memory: run.memory,
    control: control.buffer,
    loop: shape.loop,
    epochs: settings.epochs,
    index,
    workers,
    setup: setupOf(run, run.epochTokens * settings.epochs),
    progress: layout.progress,
    own: layout.workers[index]!,
    unfinished,
  };
}

/** What the kernel is told before it trains. */
export function setupOf(
  { layout, settings, shape }: Pick<Run, 'layout' | 'settings' | 'shape'>,
  totalTokens: number,
): SgdSetup {
  const { input, output, tree } = layout;
  const { lines, frozen, tags } = shape;
  return {
    placeTables: [input.at, output.at, tree.at, input.rowBytes],
    setOutputRowBytes: [output.rowBytes],
    ...(frozen && { freezeRows: [frozen.input, frozen.output, frozen.tree] }),
    placeSampling: [layout.alias, shape.outputRows, layout.keep, layout.progress],
    setHyperparameters: hyperparametersOf(settings, totalTokens),
    setCapacities: capacitiesOf(settings, shape),
    ...(shape.paths && {
      placePaths: [
        layout.pathOffsets,
        layout.pathSteps,
        shape.pathLimit ?? Number.POSITIVE_INFINITY,
      ],
    }),
    ...(shape.features && { placeFeatures: [layout.featureOffsets, layout.featureRows] }),
    ...(lines && {
      placeLabels: [lines.firstLabel, lines.labels, lines.lineEnd ?? sentenceEnd],
      placeWordNgrams: [layout.hashes, lines.wordNgrams, lines.firstBucket, lines.buckets],
    }),
    ...(tags && { placeTags: [tags.firstTag, tags.firstRow, tags.padding] }),
  };
}

/** Ends a sentence in a stream of ids; no word has this id. */
const sentenceEnd = 0xffffffff;

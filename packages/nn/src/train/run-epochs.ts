import { setImmediate } from 'node:timers/promises';
import { createProgress } from '@tovec/core';
import { countExamples } from './batch.js';
import {
  type BestWeights,
  type Fingerprint,
  type Position,
  writeCheckpoint,
} from './checkpoint.js';
import { bestOf } from './early-stopping.js';
import { type Lesson, untilStopped } from './epoch-batches.js';
import { evaluate } from './evaluate.js';
import { learnBatch } from './learn-batch.js';
import type { EpochReport, TrainedNetwork } from './report.js';
import { isLearnt, type Run } from './run.js';
import type { TrainSettings } from './train-options.js';

/** How often a listener is told, in milliseconds. */
const progressEvery = 200;

interface Start {
  readonly fingerprint: Fingerprint;
  readonly resumed:
    | { readonly position: Position; readonly best: BestWeights | undefined }
    | undefined;
}

/** Goes through the epochs that are left. */
export async function runEpochs(
  run: Run,
  settings: TrainSettings,
  lesson: Lesson,
  { fingerprint, resumed }: Start,
): Promise<TrainedNetwork> {
  const { epochs, checkpoint, earlyStopping, signal } = settings;
  const begun = performance.now();
  let position: Position = resumed?.position ?? firstPosition;
  let bestWeights = resumed?.best;
  let learnt = 0;
  let savedAt = begun;
  const tell = progressOf(settings, lesson, position);

  const save = async () => {
    if (!checkpoint) return;
    await writeCheckpoint(checkpoint.directory, run, position, bestWeights, fingerprint);
    savedAt = performance.now();
  };
  /** Between two batches: others get their turn, and a wish to stop is heard. */
  const pause = async () => {
    await setImmediate();
    if (!signal?.aborted) return;
    await save();
    signal.throwIfAborted();
  };

  while (position.epoch <= epochs && !hasStopped(position, settings)) {
    const batches = lesson.batches(position.epoch, position.batch);
    for await (const batch of untilStopped(batches, signal)) {
      const size = countExamples(batch);
      const step = (position.epoch - 1) * lesson.stepsPerEpoch + position.batch;
      const loss = learnBatch(run, batch, step, epochs * lesson.stepsPerEpoch);
      learnt += size;
      position = afterBatch(position, loss, size);
      tell(position);
      if (checkpoint && performance.now() - savedAt >= checkpoint.everySeconds * 1000) await save();
      await pause();
    }
    await pause();
    const report = await reportEpoch(run, settings, position, pause);
    position = nextEpoch(position, report);
    if (earlyStopping) {
      const best = bestOf(earlyStopping, position.best, position.epochs.length, report.validation!);
      if (best !== position.best) bestWeights = copyWeights(run);
      position = { ...position, best };
    }
    settings.onEpoch?.(report, position.epochs.length);
  }
  tell(position, true);
  await save();
  const seconds = (performance.now() - begun) / 1000;
  const learntSpecs = run.specs.filter((spec) => isLearnt(run, spec));
  return {
    weights: bestWeights ?? run.weights,
    report: {
      engine: run.engine.name,
      epochs: position.epochs,
      epoch: position.best?.epoch ?? position.epochs.length,
      stoppedEarly: position.epochs.length < epochs,
      trainableParameters: learntSpecs.reduce(
        (sum, { name }) => sum + run.weights.get(name)!.length,
        0,
      ),
      seconds,
      examplesPerSecond: seconds > 0 ? learnt / seconds : 0,
    },
  };
}

const firstPosition: Position = {
  epoch: 1,
  batch: 0,
  lossSum: 0,
  examples: 0,
  epochs: [],
  best: undefined,
};

function afterBatch(position: Position, loss: number, size: number): Position {
  const { batch, lossSum, examples } = position;
  return {
    ...position,
    batch: batch + 1,
    lossSum: lossSum + loss * size,
    examples: examples + size,
  };
}

function nextEpoch({ epoch, epochs, best }: Position, report: EpochReport): Position {
  return { ...firstPosition, epoch: epoch + 1, epochs: [...epochs, report], best };
}

function hasStopped({ epochs, best }: Position, { earlyStopping }: TrainSettings): boolean {
  return (
    earlyStopping !== undefined &&
    best !== undefined &&
    epochs.length - best.epoch >= earlyStopping.patience
  );
}

async function reportEpoch(
  run: Run,
  { validation, batchSize }: TrainSettings,
  { lossSum, examples }: Position,
  pause: () => Promise<void>,
): Promise<EpochReport> {
  const loss = lossSum / examples;
  if (validation === undefined) return { loss };
  const { metrics = {}, ...data } = validation;
  return { loss, validation: await evaluate(run, data, { metrics, batchSize, pause }) };
}

function copyWeights({ weights }: Run): BestWeights {
  return new Map(Array.from(weights, ([name, values]) => [name, values.slice()]));
}

/** Tells the listener, a few times a second and at the end. Examples are counted where all are known. */
function progressOf(
  { epochs, onProgress }: TrainSettings,
  { examples, stepsPerEpoch }: Lesson,
  start: Position,
): (position: Position, atOnce?: boolean) => void {
  const perEpoch = examples ?? stepsPerEpoch;
  const doneAt = ({ epoch, batch, examples: learnt }: Position) =>
    (epoch - 1) * perEpoch + (examples === undefined ? batch : learnt);
  const progress = createProgress({
    phase: 'train',
    unit: examples === undefined ? 'batches' : 'examples',
    total: epochs * perEpoch,
    from: doneAt(start),
    onProgress,
  });
  let told = Number.NEGATIVE_INFINITY;
  return (position, atOnce = false) => {
    const now = performance.now();
    if (!atOnce && now - told < progressEvery) return;
    told = now;
    const { epoch, lossSum, examples: learnt, epochs: before } = position;
    const loss = learnt > 0 ? lossSum / learnt : before.at(-1)?.loss;
    progress.report(doneAt(position), { loss, epoch: Math.min(epoch, epochs), epochs });
  };
}

import type { OnProgress } from '@tovec/core';
import type { Corpus } from '@tovec/word/word2vec';
import type { Context } from '../context.js';
import { Interrupted } from '../interrupt.js';
import type { TrainingOptions } from '../options/training.js';
import { checkpointIn } from './checkpoint.js';
import { corpusOf } from './corpus.js';
import { saveModel } from './save-model.js';
import { checkTarget, type Writers } from './writers.js';

/** A trained model, as far as its runner knows it. */
interface TrainedModel {
  readonly settings: object;
  readonly report?: object | undefined;
}

/** Seconds of the phases of a training, and of all of it. */
export type Seconds = Readonly<Record<string, number>> & { readonly total: number };

/** What the runner gives to a training beside the corpus. */
interface TrainingHooks {
  readonly checkpoint?: { readonly directory: string; readonly everySeconds?: number };
  readonly signal: AbortSignal;
  readonly onProgress: OnProgress;
}

/** One kind of training: how it is done, written, and told. */
interface Training<Model, Input> {
  readonly writers: Writers<Model>;
  /** What the argument names; a corpus where nothing else is said. */
  readonly open?: (argument: string, signal: AbortSignal) => Promise<Input>;
  train(input: Input, hooks: TrainingHooks): Promise<Model>;
  secondsOf(model: Model): Seconds;
  /** The result for people. */
  summary(model: Model): string;
}

/**
 * Trains a model on what the argument names and saves it; prints what happened. What would make
 * saving fail is found out first, and an interruption says what is left.
 */
export async function trainModel<Model extends TrainedModel, Input = Corpus>(
  context: Context,
  argument: string,
  { out, checkpoint, checkpointEvery, resume }: TrainingOptions,
  {
    writers,
    open = corpusOf as (argument: string, signal: AbortSignal) => Promise<Input>,
    train,
    secondsOf,
    summary,
  }: Training<Model, Input>,
): Promise<void> {
  const { signal, onProgress } = context;
  await checkTarget(out, Object.keys(writers));
  // A run that goes on from a checkpoint keeps it up to date, unless it is to go elsewhere.
  const directory = checkpoint ?? resume;
  const kept = directory !== undefined && {
    checkpoint: {
      directory,
      ...(checkpointEvery !== undefined && { everySeconds: checkpointEvery }),
    },
  };
  try {
    const model = await train(await open(argument, signal), { ...kept, signal, onProgress });
    const saving = performance.now();
    await saveModel(model, out, writers, { checkpoint: directory, signal, onProgress });
    const save = (performance.now() - saving) / 1000;
    const { report, settings } = model;
    const seconds = { ...secondsOf(model), save };
    await context.print({ model: out, ...report, seconds, settings }, () => summary(model));
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
    throw error.saying(`interrupted; ${await checkpointIn(directory)}`);
  }
}

import { InvalidInputError, type Random } from '@tovec/core';
import { untilAborted } from '../run/until-aborted.js';
import { type Batch, type BatchSource, countExamples, pickExamples } from './batch.js';
import { streams } from './run.js';

/** What an epoch is made of. */
export interface Lesson {
  readonly stepsPerEpoch: number;
  /** How many examples there are, where that is known before. */
  readonly examples: number | undefined;
  /** The batches of an epoch, counted from 1, but for the first `skip`. */
  batches(epoch: number, skip: number): AsyncIterable<Batch>;
}

export interface LessonOptions {
  readonly seed: number;
  readonly batchSize: number;
  /** Changes a batch before it is learnt: `step` is counted from 0. */
  readonly augment?: ((batch: Batch, random: Random) => Batch | Promise<Batch>) | undefined;
}

/** Cuts the data into batches, in another order for each epoch. @throws InvalidInputError */
export function lessonOf(data: Batch | BatchSource, options: LessonOptions): Lesson {
  const { seed, augment } = options;
  const plain = 'batches' in data ? fromSource(data, seed) : fromExamples(data, options);
  if (augment === undefined) return plain;
  const { stepsPerEpoch } = plain;
  return {
    ...plain,
    async *batches(epoch, skip) {
      let step = (epoch - 1) * stepsPerEpoch + skip;
      for await (const batch of plain.batches(epoch, skip)) {
        yield await augment(batch, streams.augment(seed, step++));
      }
    },
  };
}

function fromExamples(data: Batch, { seed, batchSize }: LessonOptions): Lesson {
  const examples = countExamples(data);
  return {
    examples,
    stepsPerEpoch: Math.ceil(examples / batchSize),
    async *batches(epoch, skip) {
      const order = streams
        .shuffle(seed, epoch)
        .shuffle(Uint32Array.from({ length: examples }, (_, at) => at));
      for (let from = skip * batchSize; from < examples; from += batchSize) {
        yield pickExamples(data, order.subarray(from, from + batchSize));
      }
    },
  };
}

function fromSource(source: BatchSource, seed: number): Lesson {
  const { stepsPerEpoch } = source;
  return {
    examples: undefined,
    stepsPerEpoch,
    async *batches(epoch, skip) {
      let step = 0;
      for await (const batch of source.batches(epoch, streams.batches(seed, epoch))) {
        if (step++ >= skip) yield batch;
        if (step === stepsPerEpoch) return;
      }
      throw new InvalidInputError(
        `data.batches ended epoch ${epoch} after ${step} batches, but stepsPerEpoch is ${stepsPerEpoch}.`,
        { argument: 'data', given: step },
      );
    },
  };
}

/** The batches, but where the signal is aborted they end: the next one may never come. */
export async function* untilStopped(
  batches: AsyncIterable<Batch>,
  signal: AbortSignal | undefined,
): AsyncIterable<Batch> {
  const iterator = batches[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await untilAborted(iterator.next(), signal).catch((error: unknown) => {
        if (signal?.aborted) return undefined;
        throw error;
      });
      if (next === undefined || next.done) return;
      yield next.value;
    }
  } finally {
    const closed = iterator.return?.();
    // What hangs would hang here as well.
    if (!signal?.aborted) await closed;
    else closed?.catch(() => {});
  }
}

import { join } from 'node:path';
import {
  ModelFileError,
  openSource,
  type ProgressEvent,
  readSafetensors,
  SourceError,
  writeSafetensors,
} from '@tovec/core';
import { describe, expect, test } from 'vitest';
import { adamW } from './adam-w.js';
import { softmaxCrossEntropy } from './softmax-cross-entropy.js';
import { bars, smallInputs, smallNetwork, temporaryDirectory } from './testing/tasks.js';
import { trainNetwork } from './train-network.js';
import type { TrainNetworkOptions } from './train-options.js';

const options: TrainNetworkOptions = {
  inputs: smallInputs,
  data: bars(70, 1),
  validation: bars(20, 2),
  earlyStopping: { patience: 50 },
  loss: softmaxCrossEntropy(),
  optimizer: adamW({ learningRate: 0.03, warmupSteps: 3, decay: 'cosine' }),
  epochs: 4,
  batchSize: 16,
  augment(batch, random) {
    const x = batch.inputs.x!;
    const data = (x.data as Float32Array).map((value) => value + 0.1 * random.normal());
    return { ...batch, inputs: { x: { ...x, data } } };
  },
  engine: 'wasm',
};

/** Trains until a number of batches is learnt; what it was stopped for is not an error here. */
async function interrupted(given: TrainNetworkOptions, batches: number): Promise<void> {
  const controller = new AbortController();
  let seen = 0;
  const training = trainNetwork(smallNetwork, {
    ...given,
    signal: controller.signal,
    augment(batch, random) {
      if (++seen === batches) controller.abort(new Error('enough'));
      return given.augment!(batch, random);
    },
  });
  await expect(training).rejects.toThrow('enough');
  expect(seen).toBe(batches);
}

describe('a training that was interrupted', () => {
  test.each([1, 5, 8])('goes on to the same bytes (after %i batches)', async (batches) => {
    const directory = await temporaryDirectory();
    const whole = await trainNetwork(smallNetwork, options);
    await interrupted({ ...options, checkpoint: { directory } }, batches);
    const resumed = await trainNetwork(smallNetwork, { ...options, resume: directory });
    expect(resumed.weights).toEqual(whole.weights);
    expect(resumed.report.epochs).toEqual(whole.report.epochs);
    expect(resumed.report.epoch).toBe(whole.report.epoch);
  });

  test('goes on from batches that are made as they are needed', async () => {
    const directory = await temporaryDirectory();
    const streamed: TrainNetworkOptions = {
      ...options,
      data: {
        stepsPerEpoch: 4,
        async *batches(epoch, random) {
          for (;;) yield bars(8, 100 * epoch + random.integer(100));
        },
      },
    };
    const whole = await trainNetwork(smallNetwork, streamed);
    await interrupted({ ...streamed, checkpoint: { directory } }, 6);
    const resumed = await trainNetwork(smallNetwork, { ...streamed, resume: directory });
    expect(resumed.weights).toEqual(whole.weights);
  });

  test('stops at once where a batch does not come', async () => {
    const directory = await temporaryDirectory();
    const controller = new AbortController();
    const stuck: TrainNetworkOptions = {
      ...options,
      data: {
        stepsPerEpoch: 4,
        async *batches() {
          yield bars(8, 1);
          setTimeout(() => controller.abort(new Error('enough')), 20);
          await new Promise(() => {});
        },
      },
    };
    const training = trainNetwork(smallNetwork, {
      ...stuck,
      checkpoint: { directory },
      signal: controller.signal,
    });
    await expect(training).rejects.toThrow('enough');
    const aborted = { ...options, signal: controller.signal };
    await expect(trainNetwork(smallNetwork, aborted)).rejects.toThrow('enough');
  });

  test('has nothing left to do once it is finished', async () => {
    const directory = await temporaryDirectory();
    const whole = await trainNetwork(smallNetwork, { ...options, checkpoint: { directory } });
    const again = await trainNetwork(smallNetwork, { ...options, resume: directory });
    expect(again.weights).toEqual(whole.weights);
    expect(again.report.epochs).toEqual(whole.report.epochs);
  });

  test('does not go on with other options, without a checkpoint, or from another file', async () => {
    const directory = await temporaryDirectory();
    const resume = (others: Partial<TrainNetworkOptions> = {}) =>
      trainNetwork(smallNetwork, { ...options, resume: directory, ...others });
    await expect(resume()).rejects.toThrow(SourceError);
    await trainNetwork(smallNetwork, { ...options, epochs: 2, checkpoint: { directory } });
    await expect(resume({ seed: 3 })).rejects.toThrow('epochs (2, now 4), seed (1, now 3)');
    const bytes = new Uint8Array(4);
    await writeSafetensors(join(directory, 'checkpoint.safetensors'), {
      tensors: [{ name: 'a', dtype: 'F32', shape: [1], bytes }],
    });
    await expect(resume()).rejects.toThrow(ModelFileError);
    const metadata = { 'tovec.nn.checkpoint': '1', options: '{', position: '{}' };
    await writeSafetensors(join(directory, 'checkpoint.safetensors'), { metadata, tensors: [] });
    await expect(resume()).rejects.toThrow(ModelFileError);
  });

  test('does not go on from a checkpoint whose metadata is damaged', async () => {
    const directory = await temporaryDirectory();
    const path = join(directory, 'checkpoint.safetensors');
    await trainNetwork(smallNetwork, { ...options, checkpoint: { directory } });
    await using reader = await openSource(path);
    const { metadata, tensors } = await readSafetensors(reader);
    const kept = [...tensors.values()].map(({ info, bytes }) => ({ ...info, bytes }));
    for (const damage of [
      { position: '{}' },
      { position: metadata.position!.replace('"epochs":[', '"epochs":{"a":[').replace(/]/, ']}') },
      { options: 'null' },
    ]) {
      await writeSafetensors(path, { metadata: { ...metadata, ...damage }, tensors: kept });
      await expect(trainNetwork(smallNetwork, { ...options, resume: directory })).rejects.toThrow(
        ModelFileError,
      );
    }
  });
});

test('progress tells examples, loss and time left', async () => {
  const events: ProgressEvent[] = [];
  await trainNetwork(smallNetwork, { ...options, onProgress: (event) => events.push(event) });
  expect(events[0]).toMatchObject({
    phase: 'train',
    unit: 'examples',
    total: 280,
    epoch: 1,
    epochs: 4,
  });
  expect(events[0]!.loss).toBeGreaterThan(0);
  expect(events.at(-1)).toMatchObject({ done: 280, eta: 0, epoch: 4 });
});

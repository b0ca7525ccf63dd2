import { InvalidInputError } from '@tovec/core';
import { describe, expect, test, vi } from 'vitest';
import type { Network } from '../network/network.js';
import { openEngine } from '../tfjs/engine.js';
import { adamW } from './adam-w.js';
import { accuracy } from './metric.js';
import { sgd } from './sgd.js';
import { softmaxCrossEntropy } from './softmax-cross-entropy.js';
import { bars, smallInputs, smallNetwork } from './testing/tasks.js';
import { trainNetwork } from './train-network.js';
import type { TrainNetworkOptions } from './train-options.js';

const options: TrainNetworkOptions = {
  inputs: smallInputs,
  data: bars(96, 1),
  loss: softmaxCrossEntropy(),
  optimizer: adamW({ learningRate: 0.03 }),
  epochs: 6,
  engine: 'wasm',
};

describe('trainNetwork', () => {
  test('learns to tell upright bars from lying ones', async () => {
    const validation = { ...bars(64, 2), metrics: { accuracy: accuracy() } };
    const { weights, report } = await trainNetwork(smallNetwork, {
      ...options,
      validation,
      epochs: 20,
    });
    expect(report.epochs).toHaveLength(20);
    expect(report.epochs.at(-1)!.loss).toBeLessThan(report.epochs[0]!.loss / 2);
    expect(report.epochs.at(-1)!.validation!.accuracy).toBeGreaterThan(0.9);
    expect(report).toMatchObject({ engine: 'wasm', epoch: 20, stoppedEarly: false });
    expect(report.trainableParameters).toBe(4 * 9 + 4 + 8 + 8 + 2);
    expect([...weights.keys()]).toContain('norm.running_mean');
  });

  test('gives the same bytes for the same seed, and others for another', async () => {
    const [first, second, other] = [
      await trainNetwork(smallNetwork, options),
      await trainNetwork(smallNetwork, options),
      await trainNetwork(smallNetwork, { ...options, seed: 2 }),
    ];
    expect(second.weights).toEqual(first.weights);
    expect(second.report.epochs).toEqual(first.report.epochs);
    expect(other.weights).not.toEqual(first.weights);
  });

  test('leaves nothing behind in the memory of the engine, and takes no more from step to step', async () => {
    const { tf } = await openEngine('wasm');
    const before = tf.memory().numTensors;
    const counts: number[] = [];
    await trainNetwork(smallNetwork, {
      ...options,
      freeze: ['conv.*'],
      augment(batch) {
        counts.push(tf.memory().numTensors);
        return batch;
      },
    });
    expect(tf.memory().numTensors).toBe(before);
    expect(counts).toHaveLength(18);
    // The kernel is kept as convolutions want it, from the first step on.
    expect(new Set(counts.slice(1)).size).toBe(1);
  });

  test('counts the running statistics as PyTorch does', async () => {
    const network: Network = (ops, weights, { x }) => {
      const normed = ops.batchNorm(
        x!,
        {
          scale: weights('scale', [2]),
          offset: weights('offset', [2]),
          mean: weights('mean', [2], { trainable: false }),
          variance: weights('variance', [2], { trainable: false }),
        },
        { epsilon: 1e-5 },
      );
      return { y: normed };
    };
    const { weights } = await trainNetwork(network, {
      inputs: { x: { shape: ['batch', 2] } },
      data: {
        inputs: { x: { data: Float32Array.of(1, 10, 2, 20, 4, 60), shape: [3, 2] } },
        targets: {},
      },
      loss: (ops, { y }) => ops.mean(y!),
      weights: new Map([['variance', Float32Array.of(1, 1)]]),
      epochs: 1,
      engine: 'wasm',
    });
    // torch.nn.BatchNorm1d(2) after the same batch
    const [mean, variance] = [weights.get('mean')!, weights.get('variance')!];
    expect(mean[0]).toBeCloseTo(0.23333333432674408, 6);
    expect(mean[1]).toBeCloseTo(3, 6);
    expect(variance[0]).toBeCloseTo(1.1333333253860474, 6);
    expect(variance[1]).toBeCloseTo(70.9000015258789, 4);
  });

  test('takes batches as they are made, and changes them on the way', async () => {
    const seen: number[] = [];
    const { report } = await trainNetwork(smallNetwork, {
      ...options,
      epochs: 2,
      data: {
        stepsPerEpoch: 3,
        *batches(epoch, random) {
          for (;;) yield bars(16, epoch * 1000 + random.integer(1000));
        },
      },
      augment(batch, random) {
        seen.push(random.uint32());
        return batch;
      },
    });
    expect(report.epochs).toHaveLength(2);
    expect(new Set(seen).size).toBe(6);
  });

  test('shortens gradients that are too long', async () => {
    const steep = {
      ...options,
      optimizer: sgd({ learningRate: 1, momentum: 0 }),
      epochs: 1,
      batchSize: 96,
    };
    const start = await trainNetwork(smallNetwork, {
      ...steep,
      optimizer: sgd({ learningRate: 1e-30 }),
    });
    const { weights } = await trainNetwork(smallNetwork, { ...steep, clipNorm: 0.01 });
    let square = 0;
    for (const [name, values] of weights) {
      if (name.includes('running')) continue;
      for (const [at, value] of values.entries())
        square += (value - start.weights.get(name)![at]!) ** 2;
    }
    expect(Math.sqrt(square)).toBeCloseTo(0.01, 5);
  });
});

describe('frozen weights', () => {
  test('stay as they are, bit by bit, while the others learn', async () => {
    const { weights: before } = await trainNetwork(smallNetwork, { ...options, epochs: 1 });
    const { weights } = await trainNetwork(smallNetwork, {
      ...options,
      weights: before,
      freeze: ['conv.*', 'norm.*'],
    });
    for (const [name, values] of weights) {
      if (name.startsWith('head')) expect(values).not.toEqual(before.get(name));
      else expect(values).toEqual(before.get(name));
    }
  });

  test('must exist, and may not be all', async () => {
    const train = (freeze: string[]) => trainNetwork(smallNetwork, { ...options, freeze });
    await expect(train(['convv.weight'])).rejects.toThrow(
      "freeze: no weight is called 'convv.weight'. There are, for example: 'conv.weight'",
    );
    await expect(train(['*'])).rejects.toThrow('nothing to train');
  });
});

describe('early stopping', () => {
  test('gives the weights of the best epoch', async () => {
    const validation = bars(32, 9);
    const wild = { ...options, validation, optimizer: adamW({ learningRate: 0.3 }), epochs: 40 };
    const { weights, report } = await trainNetwork(smallNetwork, {
      ...wild,
      earlyStopping: { patience: 2 },
    });
    expect(report.stoppedEarly).toBe(true);
    expect(report.epochs).toHaveLength(report.epoch + 2);
    const losses = report.epochs.map((epoch) => epoch.validation!.loss!);
    expect(Math.min(...losses)).toBe(losses[report.epoch - 1]);
    const { weights: until } = await trainNetwork(smallNetwork, { ...wild, epochs: report.epoch });
    expect(weights).toEqual(until);
  });

  test('needs a validation, and a metric that is measured', async () => {
    const stopping = { ...options, earlyStopping: { metric: 'acuracy' } };
    await expect(trainNetwork(smallNetwork, stopping)).rejects.toThrow('needs validation data');
    const validation = { ...bars(8, 9), metrics: { accuracy: accuracy() } };
    await expect(trainNetwork(smallNetwork, { ...stopping, validation })).rejects.toThrow(
      "Did you mean 'accuracy'?",
    );
  });
});

describe('what cannot be learnt from is refused:', () => {
  const refusal = (others: Partial<TrainNetworkOptions>) =>
    trainNetwork(smallNetwork, { ...options, ...others }).then(
      () => undefined,
      (error: unknown) => error,
    );

  test('training that diverges, saying what to lower', async () => {
    const error = await refusal({ optimizer: sgd({ learningRate: 1e30 }) });
    expect(InvalidInputError.isInstance(error)).toBe(true);
    expect((error as Error).message).toMatch(
      /diverged: at step \d.*Lower the learningRate of 1e\+30/,
    );
  });

  test('pictures of another size, and examples without a label', async () => {
    const { inputs, targets } = bars(4, 1);
    const small = { x: { data: new Float32Array(100), shape: [4, 1, 5, 5] } };
    expect(await refusal({ data: { inputs: small, targets } })).toMatchObject({
      message: expect.stringContaining("The input 'x' takes [batch, 1, 6, 6]"),
    });
    const onEpoch = vi.fn();
    expect(await refusal({ validation: { inputs: small, targets }, onEpoch })).toMatchObject({
      message: expect.stringContaining("The input 'x' takes [batch, 1, 6, 6]"),
    });
    expect(onEpoch).not.toHaveBeenCalled();
    const fewer = { label: { data: Int32Array.of(0), shape: [1] } };
    expect(await refusal({ data: { inputs, targets: fewer } })).toMatchObject({
      message: "data: 'label' has 1 examples, where others have 4.",
    });
  });

  test('weights of another network', async () => {
    const weights = new Map([
      ['head.wieght', new Float32Array(8)],
      ['head.bias', new Float32Array(3)],
    ]);
    expect(await refusal({ weights })).toMatchObject({
      message: expect.stringMatching(
        /'head.wieght'; is it 'head.weight'\?\n {2}'head.bias' has 3 numbers/,
      ),
    });
  });

  test('a loss that is not one number, batches that end early, and unknown options', async () => {
    expect(await refusal({ loss: (_, { logits }) => logits! })).toMatchObject({
      message: expect.stringContaining('must be one number, but is [32, 2]'),
    });
    expect(
      await refusal({ data: { stepsPerEpoch: 2, batches: () => [bars(4, 1)] } }),
    ).toMatchObject({
      message: 'data.batches ended epoch 1 after 1 batches, but stepsPerEpoch is 2.',
    });
    expect(await refusal({ epoch: 3 } as object)).toMatchObject({
      message: expect.stringContaining("Did you mean 'epochs'?"),
    });
  });
});

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { InvalidInputError, UnsupportedError } from '@tovec/core';
import { describe, expect, test } from 'vitest';
import { cliques, cosine, graphOf } from '../testing/graphs.js';
import { rejection, temporaryDirectory } from '../testing/helpers.js';
import { type TrainWalksOptions, trainWalks, type WalkTraining } from './train-walks.js';
import { walksOf } from './walks-of.js';

const graph = graphOf(cliques(4, 8));
const options = {
  dimensions: 16,
  workers: 1,
  walkLength: 20,
  p: 0.5,
  q: 2,
  learningRate: 0.1,
} as const;

const rowOf = ({ input: { values, dimensions } }: WalkTraining, node: number) =>
  values.slice(node * dimensions, (node + 1) * dimensions);

const bitsOf = ({ input, output, report, visits }: WalkTraining) => ({
  tables: [input, output!].map(({ values }) =>
    Buffer.from(values.slice().buffer).toString('base64'),
  ),
  ...{ visits: [...visits], loss: report.loss, steps: report.steps },
});

/** How much nearer nodes of the same clique are than others, on average. */
function contrast(training: WalkTraining, nodes = 32, size = 8): number {
  const sums = { same: 0, other: 0 };
  const counts = { same: 0, other: 0 };
  for (let a = 0; a < nodes; a++) {
    for (let b = 0; b < a; b++) {
      const kind = Math.floor(a / size) === Math.floor(b / size) ? 'same' : 'other';
      sums[kind] += cosine(rowOf(training, a), rowOf(training, b));
      counts[kind]++;
    }
  }
  return sums.same / counts.same - sums.other / counts.other;
}

describe('vectors of nodes', () => {
  test.each(['rejection', 'precomputed'] as const)(
    'are near where nodes belong together: %s',
    async (strategy) => {
      const training = await trainWalks(graph, { ...options, strategy, epochs: 5 });
      expect(contrast(training)).toBeGreaterThan(0.5);
      expect(training.report).toMatchObject({ strategy, workers: 1, steps: 32 * 10 * 20 * 5 });
      expect(training.report.loss.at(-1)).toBeLessThan(training.report.loss[0]!);
    },
  );

  test('are learnt with hierarchical softmax and by first-order walks, too', async () => {
    const hs = { ...options, p: 1, q: 1, negative: 0, hierarchicalSoftmax: true, epochs: 5 };
    const training = await trainWalks(graph, hs);
    expect(training.report.strategy).toBe('first-order');
    expect(contrast(training)).toBeGreaterThan(0.5);
  });

  test('are the same for the same seed and one worker', async () => {
    const first = bitsOf(await trainWalks(graph, options));
    expect(bitsOf(await trainWalks(graph, options))).toEqual(first);
    expect(bitsOf(await trainWalks(graph, { ...options, seed: 2 }))).not.toEqual(first);
  });

  test('come of the same walks, however many workers share them', async () => {
    const two = await trainWalks(graph, { ...options, workers: 2, epochs: 5 });
    const one = await trainWalks(graph, { ...options, epochs: 5 });
    expect([...two.visits]).toEqual([...one.visits]);
    expect(two.report.steps).toBe(one.report.steps);
    expect(contrast(two)).toBeGreaterThan(0.5);
  });

  test('have the defaults of the reference implementation', async () => {
    const { settings } = await trainWalks(graph, { workers: 1 });
    expect(settings).toMatchObject({
      ...{ dimensions: 128, window: 10, walkLength: 80, walksPerNode: 10, p: 1, q: 1, epochs: 1 },
      ...{ architecture: 'skip-gram', negative: 5, maxSentenceLength: 80, learningRate: 0.025 },
    });
  });

  test('are zeros where no walk can come by', async () => {
    const alone = graphOf(
      [
        [0, 1],
        [1, 2],
        [2, 0],
      ],
      { nodes: 5 },
    );
    const training = await trainWalks(alone, options);
    for (const node of [3, 4]) expect([...rowOf(training, node)]).toEqual(Array(16).fill(0));
    expect([...training.visits].map((count) => count > 0)).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
  });
});

test('walks that end in a sink are counted as they are, and the learning rate falls all the same', async () => {
  const chain = graphOf(
    [
      [0, 1],
      [1, 2],
      [2, 3],
    ],
    { isDirected: true },
  );
  const { report, input } = await trainWalks(chain, { ...options, walksPerNode: 5 });
  expect(report.steps).toBe(5 * (4 + 3 + 2));
  expect(input.values.every(Number.isFinite)).toBe(true);
});

describe('walks', () => {
  test('are those that training counts', async () => {
    const { visits } = await trainWalks(graph, { ...options, walksPerNode: 1 });
    const counts = new Array(32).fill(0);
    const { walkLength, p, q } = options;
    for await (const walk of walksOf(graph, { walkLength, p, q, walksPerNode: 1 })) {
      for (const node of walk) counts[node]++;
    }
    expect(counts).toEqual([...visits]);
  });

  test('start at each node as often as asked for, in an order of their own each time', async () => {
    const starts: number[] = [];
    for await (const walk of walksOf(graph, { walkLength: 3, walksPerNode: 2 })) {
      expect(walk).toHaveLength(3);
      starts.push(walk[0]!);
    }
    const [one, other] = [starts.slice(0, 32), starts.slice(32)];
    expect(one.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 32 }, (_, node) => node));
    expect(other.toSorted((a, b) => a - b)).toEqual(one.toSorted((a, b) => a - b));
    expect(other).not.toEqual(one);
  });

  test('can be left off, and aborted', async () => {
    for await (const walk of walksOf(graph)) {
      expect(walk).toHaveLength(80);
      break;
    }
    const signal = AbortSignal.abort();
    expect((await rejection(walksOf(graph, { signal }).next())).name).toBe('AbortError');
  });
});

describe('nodes that come later', () => {
  const later = graphOf([
    ...cliques(4, 8),
    [32, 0],
    [32, 2],
    [32, 5],
    [33, 8],
    [33, 9],
    [33, 15],
    [32, 32],
  ]);

  async function extended(more: TrainWalksOptions = {}) {
    const before = await trainWalks(graph, { ...options, epochs: 5 });
    const frozen = { input: before.input.values, output: before.output!.values };
    const training = await trainWalks(later, { ...options, epochs: 5, ...more }, { frozen });
    return { before, training };
  }

  test.each([1, 2])('are learnt, and the others stay as they are: %i workers', async (workers) => {
    const { before, training } = await extended({ workers });
    for (const name of ['input', 'output'] as const) {
      const known = training[name]!.values.slice(0, 32 * 16);
      expect(known).toEqual(before[name]!.values.slice());
    }
    const near = (node: number, from: number) =>
      Math.max(
        ...[0, 1, 2, 3, 4, 5, 6, 7].map((at) =>
          cosine(rowOf(training, node), rowOf(training, from + at)),
        ),
      );
    expect(near(32, 0)).toBeGreaterThan(near(32, 8) + 0.2);
    expect(near(33, 8)).toBeGreaterThan(near(33, 0) + 0.2);
  });

  test('are learnt, too, where nothing leads away from them, and none need be new', async () => {
    const before = await trainWalks(graph, options);
    const frozen = { input: before.input.values, output: before.output!.values };
    const toSink = graphOf([...cliques(4, 8), [0, 32]], { isDirected: true });
    const { input, report } = await trainWalks(toSink, { ...options, epochs: 50 }, { frozen });
    expect(report.steps).toBeGreaterThan(0);
    expect(Math.hypot(...input.values.slice(32 * 16))).toBeGreaterThan(0.5);
    const same = await trainWalks(graph, options, { frozen });
    expect(same.input.values).toEqual(before.input.values);
    expect(same.report).toMatchObject({ steps: 0, stepsPerSecond: 0, tokensPerSecond: 0 });
  });

  test('cannot be added to a tree', async () => {
    const frozen = { input: new Float32Array(16), output: new Float32Array(16) };
    const hs = { ...options, hierarchicalSoftmax: true };
    expect(await rejection(trainWalks(later, hs, { frozen }))).toBeInstanceOf(UnsupportedError);
  });

  test('need vectors of the same dimensions to be added to', async () => {
    const frozen = { input: new Float32Array(17), output: new Float32Array(17) };
    expect(await rejection(trainWalks(later, options, { frozen }))).toBeInstanceOf(
      InvalidInputError,
    );
  });
});

describe('a training on walks that was interrupted', () => {
  const long = { ...options, dimensions: 128, window: 10, epochs: 200 };

  test('goes on from its checkpoint to the same bytes', async () => {
    const directory = await temporaryDirectory();
    const controller = new AbortController();
    const watch = setInterval(() => {
      if (existsSync(join(directory, 'checkpoint.safetensors'))) controller.abort();
    }, 2);
    const checkpoint = { directory, everySeconds: 0.01 };
    const error = await rejection(
      trainWalks(graph, { ...long, checkpoint, signal: controller.signal }),
    );
    clearInterval(watch);
    expect(error.name).toBe('AbortError');
    const resumed = await trainWalks(graph, { ...long, resume: directory });
    expect(bitsOf(resumed)).toEqual(bitsOf(await trainWalks(graph, long)));
  });

  test('goes on with the same graph and options only', async () => {
    const directory = await temporaryDirectory();
    await trainWalks(graph, { ...options, checkpoint: { directory } });
    const other = graphOf(cliques(4, 9));
    const error = await rejection(trainWalks(other, { ...options, resume: directory }));
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error.message).toContain('nodes (32, now 36)');
    const slower = await rejection(trainWalks(graph, { ...options, q: 3, resume: directory }));
    expect(slower.message).toContain('q (2, now 3)');
    const frozen = { input: new Float32Array(16), output: new Float32Array(16) };
    const later = await rejection(trainWalks(graph, { ...options, resume: directory }, { frozen }));
    expect(later.message).toContain('nodes known before (0, now 1)');
  });
});

test('tables that do not fit are refused with their size before anything is walked', async () => {
  const phases: string[] = [];
  const error = await rejection(
    trainWalks(graphOf(cliques(4, 8), { nodes: 100_000 }), {
      ...{ dimensions: 8000, onProgress: ({ phase }) => phases.push(phase) },
    }),
  );
  expect(error).toBeInstanceOf(InvalidInputError);
  expect(error.message).toContain('100000 + 100000 vectors of 8000 numbers needs 6.4 GB');
  expect(phases).toEqual([]);
});

test('an abort is heard while nodes are counted and learnt, and progress told', async () => {
  const big = graphOf(cliques(300, 12));
  const phases = new Set<string>();
  const controller = new AbortController();
  const error = await rejection(
    trainWalks(big, {
      ...{ epochs: 1000, workers: 2, signal: controller.signal },
      onProgress({ phase, done }) {
        phases.add(phase);
        if (phase === 'train' && done > 0) controller.abort();
      },
    }),
  );
  expect(error.name).toBe('AbortError');
  expect([...phases]).toEqual(['count', 'train']);
});

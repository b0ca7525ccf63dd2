import { embeddingsFrom, InvalidInputError } from '@tovec/core';
import { describe, expect, test } from 'vitest';
import { rejection } from '../testing/bytes.js';
import { golden } from '../testing/fixtures.js';
import { DenseFeatures } from './features.js';
import { labellingOf } from './labelling.js';
import { linearProbe } from './linear-probe.js';
import { SparseFeatures } from './sparse-design.js';
import { trainProbe } from './train-probe.js';

interface Expected {
  readonly weights: number[][];
  readonly probabilities: number[][];
}

interface Golden {
  readonly probes: readonly {
    readonly name: string;
    readonly c: number;
    readonly standardize: boolean;
    readonly points: number[][];
    readonly labels: number[];
    readonly asked: number[][];
    readonly neighbours: Readonly<Record<'cosine' | 'euclidean', number[][]>>;
    readonly logistic: Expected;
    readonly oneVsRest: Expected;
  }[];
  readonly several: {
    readonly points: number[][];
    readonly labels: number[][];
    readonly probabilities: number[][];
  };
}

const { probes, several } = golden<Golden>('probes.json');
const names = (labels: readonly number[]) => labels.map(String);
const exactly = { tolerance: 1e-7, iterations: 10_000 };
const pauseIfDue = async () => {};

function expectNear(found: readonly ArrayLike<number>[], expected: number[][], within: number) {
  expect(found).toHaveLength(expected.length);
  for (const [row, own] of expected.entries()) {
    for (const [at, value] of own.entries()) {
      expect(Math.abs(found[row]![at]! - value)).toBeLessThan(within * (1 + Math.abs(value)));
    }
  }
}

function mostLikely(rows: readonly number[][]): string[] {
  return rows.map((row) => String(row.indexOf(Math.max(...row))));
}

describe('scikit-learn', () => {
  const kinds = [
    ['logistic', 'logistic'],
    ['one-vs-rest', 'oneVsRest'],
  ] as const;
  describe.each(kinds)('finds, by %s regression,', (kind, key) => {
    test.each(probes)('the same classifier of $name', async (own) => {
      const { points, labels, asked, c, standardize } = own;
      const options = { probe: kind, c, standardize, ...exactly };
      const probe = await trainProbe(points, names(labels), options);
      const found = await probe.probabilities(asked);
      expectNear(found, own[key].probabilities, 1e-3);
      expect(await probe.predict(asked)).toEqual(mostLikely(own[key].probabilities));

      const features = new DenseFeatures(
        Float32Array.from(points.flat()),
        ...([points.length, points[0]!.length] as const),
      );
      const labelling = labellingOf(names(labels).map((label) => [label]));
      const train = Uint32Array.from(points, (_, at) => at);
      const fit = linearProbe(features, labelling, train, standardize);
      const { weights } = await fit({ kind, c, ...exactly, pauseIfDue });
      expectNear(weights, own[key].weights, 1e-3);
    });

    test.each(probes.filter(({ standardize }) => !standardize))(
      'the same on sparse rows, of $name',
      async ({ points, labels, c, ...own }) => {
        const width = points[0]!.length;
        const labelling = labellingOf(names(labels).map((label) => [label]));
        const features = new SparseFeatures({
          dimensions: width,
          offsets: Uint32Array.from({ length: points.length + 1 }, (_, at) => at * width),
          columns: Uint32Array.from(points.flat(), (_, at) => at % width),
          values: Float64Array.from(points.flat()),
        });
        const train = Uint32Array.from(points, (_, at) => at);
        const { weights } = await linearProbe(
          features,
          labelling,
          train,
          false,
        )({
          ...{ kind, c, ...exactly, pauseIfDue },
        });
        expectNear(weights, own[key].weights, 1e-3);
      },
    );
  });

  test.each(probes)('counts the same neighbours of $name', async (own) => {
    for (const distance of ['cosine', 'euclidean'] as const) {
      const options = { probe: 'knn', neighbors: 5, distance } as const;
      const probe = await trainProbe(own.points, names(own.labels), options);
      expectNear(await probe.probabilities(own.asked), own.neighbours[distance], 1e-9);
      expect(await probe.predict(own.asked)).toEqual(mostLikely(own.neighbours[distance]));
    }
  });

  test('finds the same where several labels hold', async () => {
    const probe = await trainProbe(several.points, several.labels.map(names), exactly);
    expectNear(await probe.probabilities(several.points), several.probabilities, 1e-3);
  });
});

describe('a probe', () => {
  const { points, labels } = probes[1]!;

  test('takes what encode gives', async () => {
    const embeddings = embeddingsFrom(Float32Array.from(points.flat()), points[0]!.length);
    const [a, b] = [
      await trainProbe(embeddings, names(labels)),
      await trainProbe(points, names(labels)),
    ];
    expect(await a.probabilities(embeddings)).toEqual(await b.probabilities(points));
  });

  test('chooses c by cross-validation, the same with the same seed', async () => {
    const options = { c: 'cross-validation', seed: 3 } as const;
    const probe = await trainProbe(points, names(labels), options);
    expect(probe.c).toBeGreaterThan(1e-4);
    expect((await trainProbe(points, names(labels), options)).c).toBe(probe.c);
    expect((await trainProbe(points, names(labels), { c: [1e-6, 1] })).c).toBe(1);
  });

  test('puts labels in order: numbers as they are counted, others as they are spelt', async () => {
    const four = [[0], [1], [2], [3]];
    expect((await trainProbe(four, ['10', '9', '2', '10'])).classes).toEqual(['2', '9', '10']);
    expect((await trainProbe(four, ['10', '9', 'b', 'a'])).classes).toEqual(['10', '9', 'a', 'b']);
  });

  test('says when it was stopped before its optimum', async () => {
    expect((await trainProbe(points, names(labels), { iterations: 1 })).converged).toBe(false);
    expect((await trainProbe(points, names(labels))).converged).toBe(true);
  });

  test('of points that can be told apart does so, however strong it may be', async () => {
    const probe = await trainProbe([[0], [1], [2], [3]], ['a', 'a', 'b', 'b'], { c: 1e6 });
    expect(await probe.predict([[-9], [1.2], [1.8], [9]])).toEqual(['a', 'a', 'b', 'b']);
  });

  test('stops when told', async () => {
    const signal = AbortSignal.abort(new Error('enough'));
    const many = Array.from({ length: 4000 }, (_, at) => [Math.sin(at), Math.cos(at * at)]);
    const options = { signal, c: 'cross-validation', tolerance: 1e-12 } as const;
    const run = trainProbe(
      many,
      many.map((_, at) => String((at * 7) % 5)),
      options,
    );
    expect((await rejection(run)).message).toBe('enough');
  });

  test.each([
    [
      [
        [1, 2],
        [3, Number.NaN],
      ],
      ['a', 'b'],
      {},
      'Vector 1 has NaN at place 1',
    ],
    [
      [
        [1, 2],
        [Number.POSITIVE_INFINITY, 3],
      ],
      ['a', 'b'],
      {},
      'Vector 1 has Infinity at place 0',
    ],
    [[[1, 2], [3]], ['a', 'b'], {}, 'Vector 1 has 1 numbers; 2 were expected'],
    [[], [], {}, 'There are no vectors'],
    [[[1], [2]], ['a'], {}, 'a list of 2 labels was expected'],
    [[[1], [2]], ['a', 'a'], {}, "All items have the label 'a'"],
    [[[1], [2]], ['a', []], {}, 'Item 1 has no label'],
    [[[1], [2]], ['a', 'b'], { c: 0 }, 'c must be a finite number greater than 0'],
    [[[1], [2]], ['a', 'b'], { c: [] }, 'c must have one value at least'],
    [[[1], [2]], ['a', 'b'], { c: 'auto' }, "a list of numbers or 'cross-validation'"],
    [[[1], [2]], ['a', 'b'], { c: 'cross-validation' }, "the class 'a' has one item to train with"],
    [
      [[1], [2]],
      ['a', 'b'],
      { probe: 'svm' },
      "probe must be one of 'logistic', 'one-vs-rest', 'knn'",
    ],
    [[[1], [2]], ['a', ['a', 'b']], { probe: 'logistic' }, "one of 'one-vs-rest', 'knn'"],
    [[[1], [2]], ['a', 'b'], { neighbours: 3 }, "Did you mean 'neighbors'?"],
  ])('is not trained on %j with labels %j and %j', async (vectors, labels, options, message) => {
    const error = await rejection(trainProbe(vectors, labels as string[], options as object));
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error.message).toContain(message);
  });
});

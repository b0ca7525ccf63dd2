import { InvalidInputError } from '@tovec/core';
import { createKeyedVectors, type KeyedVectors } from '@tovec/vectors';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Analogy, AnalogyDataset } from '../datasets/read-analogies.js';
import { rejection } from '../testing/bytes.js';
import { analogies } from './analogies.js';

/** Each word is a sum of features, so that analogies hold exactly. */
function family(items: readonly string[], features: readonly (readonly number[])[]): KeyedVectors {
  const dimensions = features[0]!.length;
  return createKeyedVectors({ items, matrix: Float32Array.from(features.flat()), dimensions });
}

const royals = family(
  ['king', 'queen', 'man', 'woman', 'apple'],
  [
    [1, 1, 0, 0],
    [1, 0, 1, 0],
    [0, 1, 0, 0],
    [0, 0, 1, 0],
    [0, 0, 0, 1],
  ],
);

function dataset(sections: Record<string, Analogy[]>): AnalogyDataset {
  const listed = Object.entries(sections).map(([name, questions]) => ({ name, questions }));
  return { name: 'mine', sections: listed };
}

describe('analogies', () => {
  test('are counted per section, per kind and over all', async () => {
    const result = await analogies(
      royals,
      dataset({
        family: [
          ['man', 'king', 'woman', 'queen'],
          ['man', 'king', 'woman', 'apple'],
          ['man', 'king', 'woman', 'empress'],
        ],
        'gram1-made-up': [['woman', 'queen', 'man', 'king']],
        empty: [],
      }),
    );
    expect(result.sections).toMatchObject([
      {
        ...{ name: 'family', kind: 'semantic', correct: 1, total: 2, accuracy: 0.5 },
        ...{ questions: 3, coverage: 2 / 3, outcomes: '10?', interval: { low: 0, high: 1 } },
        top5: { correct: 1, accuracy: 0.5, interval: { low: 0, high: 1 } },
      },
      {
        ...{ name: 'gram1-made-up', kind: 'syntactic', correct: 1, total: 1, accuracy: 1 },
        ...{ questions: 1, coverage: 1, outcomes: '1', interval: { low: 1, high: 1 } },
      },
      {
        ...{ name: 'empty', kind: 'semantic', correct: 0, total: 0, accuracy: null },
        ...{ questions: 0, coverage: null, outcomes: '', interval: null },
      },
    ]);
    expect(result.semantic).toMatchObject({
      ...{ correct: 1, total: 2, accuracy: 0.5, questions: 3, coverage: 2 / 3 },
    });
    expect(result.syntactic).toMatchObject({ correct: 1, total: 1 });
    expect(result.overall).toMatchObject({ correct: 2, total: 3, questions: 4, coverage: 0.75 });
    expect(result.score).toBe(2 / 3);
    expect(result.skipped).toEqual({
      unknownWord: {
        count: 1,
        words: ['empress'],
        questions: [{ section: 'family', question: ['man', 'king', 'woman', 'empress'] }],
      },
      beyondRestrict: { count: 0, words: [], questions: [] },
    });
  });

  test('give a result that says what was measured, and that JSON keeps whole', async () => {
    const questions = { ...dataset({ s: [['man', 'king', 'woman', 'queen']] }), sha256: 'ab' };
    const result = await analogies(royals, questions);
    expect(result).toMatchObject({
      schemaVersion: 1,
      task: 'analogies',
      dataset: { name: 'mine', sha256: 'ab' },
      encoder: { id: 'keyed-vectors', modality: 'word', dimensions: 4 },
      primaryMetric: 'accuracy',
      options: { method: '3CosAdd', restrict: 5, caseFold: true },
    });
    expect(result.dataset).not.toHaveProperty('sections');
    expect(result.seconds).toBeGreaterThan(0);
    expect(JSON.parse(JSON.stringify(result))).toEqual(result);
  });

  test('look among the first rows only, and say which questions that left out', async () => {
    const questions = dataset({
      s: [
        ['king', 'queen', 'queen', 'king'],
        ['man', 'king', 'woman', 'queen'],
        ['man', 'king', 'woman', 'x'],
      ],
    });
    for (const caseFold of [true, false]) {
      const { overall, skipped } = await analogies(royals, questions, { restrict: 2, caseFold });
      expect(overall.total).toBe(1);
      expect(skipped.unknownWord).toMatchObject({ count: 1, words: ['x'] });
      expect(skipped.beyondRestrict).toMatchObject({ count: 1, words: ['man', 'woman'] });
    }
  });

  test('fold case as told', async () => {
    const vectors = family(
      ['King', 'QUEEN', 'man', 'Woman'],
      [
        [1, 1, 0],
        [1, 0, 1],
        [0, 1, 0],
        [0, 0, 1],
      ],
    );
    const questions = dataset({ s: [['MAN', 'king', 'woman', 'Queen']] });
    expect((await analogies(vectors, questions)).overall).toMatchObject({ correct: 1, total: 1 });
    const exact = await analogies(vectors, questions, { caseFold: false });
    expect(exact.overall).toMatchObject({ correct: 0, total: 0, accuracy: null });
    expect(exact.score).toBeNull();
  });

  test('3CosMul lets no one word outweigh the others, as 3CosAdd does', async () => {
    const vectors = family(
      ['a', 'b', 'c', 'like-b-only', 'like-b-and-c'],
      [
        [1, 0, 0, 0],
        [0, 1, 0, 0],
        [0, 0, 1, 0],
        [-0.3, 0.866, -0.4, 0],
        [0.05, 0.4, 0.4, 0.823],
      ],
    );
    const questions = dataset({ s: [['a', 'b', 'c', 'like-b-and-c']] });
    const correct = async (method: '3CosAdd' | '3CosMul') =>
      (await analogies(vectors, questions, { method })).overall.correct;
    expect(await correct('3CosAdd')).toBe(0);
    expect(await correct('3CosMul')).toBe(1);
  });

  test('count as word2vec’s compute-accuracy counts, word by word', async () => {
    const letters = [...'abcdeABCDE'];
    const value = fc.integer({ min: -9, max: 9 });
    const table = fc
      .tuple(fc.shuffledSubarray(letters, { minLength: 4 }), fc.integer({ min: 1, max: 4 }))
      .chain(([items, dimensions]) => {
        const vector = fc
          .array(value, { minLength: dimensions, maxLength: dimensions })
          .filter((values) => values.some((x) => x !== 0));
        return fc.record({
          items: fc.constant(items),
          dimensions: fc.constant(dimensions),
          values: fc
            .array(vector, { minLength: items.length, maxLength: items.length })
            .map((all) => all.flat()),
        });
      });
    const letter = fc.constantFrom(...letters);
    const questions = fc.array(fc.tuple(letter, letter, letter, letter), { maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(table, questions, fc.integer({ min: 1, max: 12 }), async (...given) => {
        const [{ items, dimensions, values }, asked, restrict] = given;
        const matrix = Float32Array.from(values);
        const vectors = createKeyedVectors({ items, matrix, dimensions });
        const rows = items.slice(0, restrict).map((item, row) => ({
          word: item.toUpperCase(),
          unit: unitOf(values.slice(row * dimensions, (row + 1) * dimensions)),
        }));
        for (const question of asked) {
          const expected = computeAccuracy(rows, question);
          if (expected === 'too close to call') continue;
          const { overall } = await analogies(vectors, dataset({ s: [question] }), { restrict });
          expect([overall.correct, overall.total]).toEqual(expected);
        }
      }),
      { numRuns: 200 },
    );
  });

  test('stop when told', async () => {
    const questions = dataset({ s: [['man', 'king', 'woman', 'queen']] });
    const error = await rejection(
      analogies(royals, questions, { signal: AbortSignal.abort(new Error('enough')) }),
    );
    expect(error.message).toBe('enough');
  });

  test.each([
    [{ method: '3cosadd' }, "Did you mean '3CosAdd'?"],
    [{ restrict: 0 }, 'restrict must be an integer of at least 1'],
    [{ caseFold: 1 }, 'caseFold must be true or false'],
    [{ retrict: 5 }, "Did you mean 'restrict'?"],
  ])('refuse the options %j', async (options, message) => {
    const error = await rejection(analogies(royals, dataset({}), options as object));
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error.message).toContain(message);
  });
});

interface Row {
  readonly word: string;
  readonly unit: readonly number[];
}

function unitOf(values: readonly number[]): number[] {
  const norm = Math.hypot(...values);
  return values.map((x) => x / norm);
}

/** What compute-accuracy.c does with one question: [correct, seen]. */
function computeAccuracy(
  rows: readonly Row[],
  question: Analogy,
): [number, number] | 'too close to call' {
  const words = question.map((word) => word.toUpperCase());
  const found = words.map((word) => rows.findIndex((row) => row.word === word));
  if (found.includes(-1)) return [0, 0];
  const [a, b, c] = found.map((row) => rows[row]!.unit);
  const target = a!.map((x, at) => b![at]! - x + c![at]!);
  const scores = rows
    .map(({ word, unit }, row) => {
      const score = unit.reduce((sum, x, at) => sum + x * target[at]!, 0);
      return { word, score: found.slice(0, 3).includes(row) ? Number.NaN : score };
    })
    .filter(({ score }) => !Number.isNaN(score))
    .sort((x, y) => y.score - x.score);
  const [best] = scores;
  if (best === undefined) return [0, 1];
  // Where scores are equal but for rounding in float32, chance decides, there as here.
  const isClose = (score: number) => Math.abs(best.score - score) < 1e-4;
  if (isClose(0) || scores.some(({ word, score }) => word !== best.word && isClose(score))) {
    return 'too close to call';
  }
  return [best.score > 0 && best.word === words[3] ? 1 : 0, 1];
}

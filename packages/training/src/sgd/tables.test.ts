import { readdir } from 'node:fs/promises';
import { createRandom, InvalidInputError } from '@tovec/core';
import { describe, expect, test } from 'vitest';
import { rejection, temporaryDirectory } from '../testing/helpers.js';
import { topicText } from '../testing/topics.js';
import { trainText } from '../train-text.js';

const small = { dimensions: 8, minCount: 1, workers: 1, sample: 0, epochs: 2 } as const;
const text = topicText(400);

describe('tables', () => {
  /** Vectors before any training, as createRandom draws them: word2vec.c's uniform (−½, ½) / n. */
  function initialVectors(rows: number, dimensions: number, seed: number): number[] {
    const random = createRandom(seed, 0);
    const scale = Math.fround(2 ** -24 / dimensions);
    return Array.from({ length: rows * dimensions }, () =>
      Math.fround(((random.uint32() >>> 8) - 0x800000) * scale),
    );
  }

  test.each([1, 2, 3, 4, 5, 7, 10, 30])(
    'of %i dimensions have rows without padding',
    async (dimensions) => {
      // So low a rate does not change any float: rows must come out as they went in.
      const options = { ...small, dimensions, seed: 3, learningRate: 1e-30 };
      const { input, output, vocabulary } = await trainText(text, options);
      expect([input.rows, input.dimensions, output!.rows]).toEqual([24, dimensions, 24]);
      expect(vocabulary.words).toHaveLength(24);
      expect([...input.values]).toEqual(initialVectors(24, dimensions, 3));
      for (const value of output!.values) expect(Math.abs(value)).toBeLessThan(1e-25);
    },
  );

  test('learn in every dimension, also where a row does not fill its last four numbers', async () => {
    const { input, output } = await trainText(text, { ...small, dimensions: 5 });
    for (const { values } of [input, output!]) {
      for (let at = 0; at < 5; at++) {
        const column = values.filter((_, index) => index % 5 === at);
        expect(Math.max(...column.map(Math.abs))).toBeGreaterThan(1e-3);
      }
    }
  });

  test('learn one dimension', async () => {
    const { input, report } = await trainText(text, { ...small, dimensions: 1, epochs: 10 });
    expect(input.values).toHaveLength(24);
    expect(input.values.every((value) => Number.isFinite(value) && value !== 0)).toBe(true);
    expect(report.loss.at(-1)).toBeLessThan(report.loss[0]!);
  });

  test.each([
    ['one word', 'a a a a a a '.repeat(50)],
    ['two words', 'a b a a b b '.repeat(50)],
  ])('of %s stay finite', async (_, corpus) => {
    for (const architecture of ['skip-gram', 'cbow'] as const) {
      const options = { ...small, architecture, epochs: 20 };
      const { input, output, report } = await trainText(corpus, options);
      for (const { values } of [input, output!]) expect(values.every(Number.isFinite)).toBe(true);
      for (const loss of report.loss) expect(loss).toBeGreaterThan(0);
    }
  });

  test('stay finite with windows and negatives beyond reason', async () => {
    const { input } = await trainText(text, { ...small, window: 10_000, negative: 100 });
    expect(input.values.every(Number.isFinite)).toBe(true);
  });
});

describe('a learning rate that is too high', () => {
  test.each([2, 10_000])(
    'is named once vectors are no longer finite: %i epochs',
    async (epochs) => {
      const options = { ...small, learningRate: 3, negative: 2, epochs, minLearningRate: 3 };
      const error = await rejection(trainText(text, options));
      expect(error).toBeInstanceOf(InvalidInputError);
      expect(error.message).toContain('diverged: with a learningRate of 3 ');
      expect((error as InvalidInputError).argument).toBe('learningRate');
    },
  );

  test('does not spoil the last checkpoint', async () => {
    const directory = await temporaryDirectory();
    const options = { ...small, learningRate: 3, checkpoint: { directory } };
    expect(await rejection(trainText(text, options))).toBeInstanceOf(InvalidInputError);
    expect(await readdir(directory)).toEqual([]);
  });
});

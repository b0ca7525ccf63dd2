import { encode, InvalidInputError } from '@tovec/core';
import { describe, expect, test } from 'vitest';
import { rejection } from '../testing/helpers.js';
import { bitsOf, smallCorpus, trainSmall } from '../testing/small-model.js';

describe('a trained model', () => {
  test('has vectors that can be asked, and a report', async () => {
    const { vectors, report, settings } = await trainSmall({ learningRate: 0.1 });
    expect([vectors.size, vectors.dimensions]).toEqual([12, 10]);
    expect(
      vectors
        .nearest('cat', { topK: 5 })
        .map(({ item }) => item)
        .toSorted(),
    ).toEqual([...['cow', 'dog', 'horse', 'naïve goat', 'sheep']]);
    expect(vectors.oddOneOut(['red', 'green', 'dog', 'blue'])).toBe('dog');
    const counts = smallCorpus.flat().filter((word) => word === 'naïve goat').length;
    expect(vectors.countOf('naïve goat')).toBe(counts);
    expect(report).toMatchObject({ tokens: 1800, vocabulary: 12, workers: 1 });
    expect(report.loss).toHaveLength(5);
    expect(settings).toMatchObject({ learningRate: 0.1, window: 5 });
  });

  test('is the same for the same seed', async () => {
    const first = bitsOf(await trainSmall());
    expect(bitsOf(await trainSmall())).toBe(first);
    expect(bitsOf(await trainSmall({ seed: 2 }))).not.toBe(first);
  });

  test('encodes words, with a note for each that it does not know', async () => {
    const { encoder, vectors } = await trainSmall();
    expect(encoder).toMatchObject({ id: 'word2vec', modality: 'word', dimensions: 10 });
    const { rows, row, notes } = await encode(encoder, ['dog', 'unicorn', 'red']);
    expect(rows).toBe(3);
    expect(row(0)).toEqual(vectors.get('dog'));
    expect([...row(1)]).toEqual(new Array(10).fill(0));
    expect(row(2)).toEqual(vectors.get('red'));
    expect(notes).toMatchObject([{ row: 1, kind: 'missing' }]);
  });

  test('encodes with fewer dimensions, of length 1, in batches', async () => {
    const { encoder, vectors } = await trainSmall();
    const words = [...vectors.keys(), 'unicorn'];
    const embeddings = await encoder.encode(words, {
      ...{ dimensions: 3, normalize: true, batchSize: 5 },
    });
    expect([embeddings.rows, embeddings.dimensions]).toEqual([13, 3]);
    expect(embeddings.notes).toMatchObject([{ row: 12, kind: 'missing' }]);
    for (const [row, word] of words.slice(0, 12).entries()) {
      const [x, y, z] = vectors.get(word);
      const length = Math.hypot(x!, y!, z!);
      expect(Math.hypot(...embeddings.row(row))).toBeCloseTo(1, 6);
      expect(embeddings.row(row)[1]).toBeCloseTo(y! / length, 6);
    }
  });

  test('can no longer be used once disposed of', async () => {
    const model = await trainSmall();
    await model.dispose();
    expect(() => model.vectors.get('cat')).toThrow('disposed');
    expect(await rejection(model.save('/nowhere/model'))).toBeInstanceOf(InvalidInputError);
    const error = await rejection(model.continueTraining(smallCorpus));
    expect(error.message).toContain('disposed');
    await model.dispose();
  });
});

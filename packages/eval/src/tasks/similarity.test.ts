import {
  defineEncoder,
  type EncodeCall,
  InvalidInputError,
  MissingItemError,
  type RowNote,
} from '@tovec/core';
import { createKeyedVectors } from '@tovec/vectors';
import { describe, expect, test } from 'vitest';
import type { WordPairDataset } from '../datasets/read-word-pairs.js';
import { rejection } from '../testing/bytes.js';
import { similarity } from './similarity.js';

/** Angles: the nearer the angle, the more alike. */
const angles: Record<string, number> = {
  cat: 0,
  tiger: 10,
  dog: 25,
  car: 80,
  Paris: 85,
  zero: NaN,
};

function vectorOf(word: string): number[] {
  const angle = (angles[word]! * Math.PI) / 180;
  return Number.isNaN(angle) ? [0, 0] : [Math.cos(angle), Math.sin(angle)];
}

const words = Object.keys(angles);
const vectors = createKeyedVectors({
  items: words,
  matrix: Float32Array.from(words.flatMap(vectorOf)),
  dimensions: 2,
});

function pairs(...given: [a: string, b: string, score: number][]): WordPairDataset {
  return { name: 'mine', pairs: given.map(([a, b, score]) => ({ a, b, score })) };
}

const animals = pairs(['cat', 'tiger', 9], ['cat', 'dog', 7], ['cat', 'car', 1], ['dog', 'car', 2]);

function encoderThat(missing: 'throw' | 'compose' | 'report') {
  return defineEncoder({
    id: 'angles',
    modality: 'word',
    dimensions: 2,
    limits: { maxBatch: 3, concurrent: true },
    capabilities: { deterministic: true, missing },
    async doEncode({ inputs }: EncodeCall<string>) {
      const notes: RowNote[] = [];
      for (const [row, word] of inputs.entries()) {
        if (word in angles) continue;
        if (missing === 'throw') throw new MissingItemError(`no ${word}`, { item: word });
        notes.push({ row, kind: missing === 'compose' ? 'composed' : 'missing' });
      }
      const known = (word: string) => (word in angles ? word : 'zero');
      return { vectors: Float32Array.from(inputs.flatMap((word) => vectorOf(known(word)))), notes };
    },
  });
}

describe('similarity', () => {
  test('is 1 when people and vectors put the pairs in the same order', async () => {
    const result = await similarity(vectors, animals);
    expect(result.spearman).toBeCloseTo(1, 12);
    expect(result.pearson).toBeGreaterThan(0.9);
    expect(result.pearson).toBeLessThan(1);
    expect(result).toMatchObject({ pairs: 4, used: 4, coverage: 1, missingWords: [] });
  });

  test('gives a result that says what was measured, and that JSON keeps whole', async () => {
    const result = await similarity(vectors, { ...animals, sha256: 'ab' });
    expect(result).toMatchObject({
      schemaVersion: 1,
      task: 'similarity',
      dataset: { name: 'mine', sha256: 'ab' },
      encoder: { id: 'keyed-vectors', modality: 'word', dimensions: 2 },
      primaryMetric: 'spearman',
      score: result.spearman,
      options: { missing: 'skip', caseFold: true },
    });
    expect(JSON.parse(JSON.stringify(result))).toEqual(result);
  });

  test('leaves a pair with a missing word out, or counts it as 0', async () => {
    const dataset = pairs(['cat', 'tiger', 1], ['cat', 'car', 2], ['cat', 'yeti', 3]);
    const skipped = await similarity(vectors, dataset);
    expect(skipped).toMatchObject({ pairs: 3, used: 2, coverage: 2 / 3, missingWords: ['yeti'] });
    expect(skipped.spearman).toBeCloseTo(-1, 12);
    const zeroed = await similarity(vectors, dataset, { missing: 'zero' });
    expect(zeroed).toMatchObject({ pairs: 3, used: 3, coverage: 2 / 3, missingWords: ['yeti'] });
    expect(zeroed.spearman).toBeCloseTo(-1, 12);
    const turned = pairs(['cat', 'tiger', 2], ['cat', 'car', 1], ['cat', 'yeti', 3]);
    expect((await similarity(vectors, turned, { missing: 'zero' })).spearman).toBeCloseTo(-0.5, 12);
  });

  test('has no coverage where there are no pairs', async () => {
    expect(await similarity(vectors, { name: 'none', pairs: [] })).toMatchObject({
      ...{ coverage: null, spearman: null, interval: null, used: 0 },
    });
  });

  test('hears an abort between resamples', async () => {
    const pairs = Array.from({ length: 300 }, (_, score) => ({ a: 'cat', b: 'dog', score }));
    const measuring = similarity(
      vectors,
      { name: 'many', pairs },
      { resamples: 1_000_000, signal: AbortSignal.timeout(150) },
    );
    await expect(measuring).rejects.toThrow(/timeout/);
  });

  test('counts the cosine with a zero vector as 0', async () => {
    const dataset = pairs(['cat', 'tiger', 3], ['cat', 'zero', 1], ['cat', 'car', 2]);
    expect((await similarity(vectors, dataset)).spearman).toBeCloseTo(1, 12);
  });

  test('tries a missing word in other cases, unless told not to', async () => {
    const dataset = pairs(['CAT', 'Tiger', 9], ['PARIS', 'cat', 1], ['paris', 'car', 5]);
    expect(await similarity(vectors, dataset)).toMatchObject({ used: 3, missingWords: [] });
    expect(await similarity(vectors, dataset, { caseFold: false })).toMatchObject({
      used: 0,
      coverage: 0,
      spearman: null,
      pearson: null,
      score: null,
      missingWords: ['CAT', 'Tiger', 'PARIS', 'paris'],
    });
  });

  test.each(['throw', 'report'] as const)(
    'takes any encoder: one that %ss unknown words',
    async (missing) => {
      const dataset = pairs(['cat', 'yeti', 5], ...animals.pairs.map(asTuple), ['PARIS', 'car', 8]);
      const result = await similarity(encoderThat(missing), dataset);
      expect(result.encoder).toEqual({ id: 'angles', modality: 'word', dimensions: 2 });
      expect(result).toMatchObject({ pairs: 6, used: 5, missingWords: ['yeti'], composedWords: 0 });
      expect(result.spearman).toBeCloseTo((await similarity(vectors, dataset)).spearman!, 12);
    },
  );

  test('uses composed vectors and says how many there were', async () => {
    const dataset = pairs(['cat', 'yeti', 5], ['cat', 'dog', 3], ['yeti', 'ogre', 1]);
    const result = await similarity(encoderThat('compose'), dataset);
    expect(result).toMatchObject({ used: 3, coverage: 1, missingWords: [], composedWords: 2 });
  });

  test('lets errors of the encoder through', async () => {
    const broken = { ...encoderThat('throw'), doEncode: () => Promise.reject(new Error('broken')) };
    expect((await rejection(similarity(broken, animals))).message).toBe('broken');
  });

  test.each([
    [{ missing: 'none' }, "missing must be one of 'skip', 'zero'"],
    [{ mising: 'zero' }, "Did you mean 'missing'?"],
  ])('refuses the options %j', async (options, message) => {
    const error = await rejection(similarity(vectors, animals, options as object));
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error.message).toContain(message);
  });
});

function asTuple({ a, b, score }: WordPairDataset['pairs'][number]): [string, string, number] {
  return [a, b, score];
}

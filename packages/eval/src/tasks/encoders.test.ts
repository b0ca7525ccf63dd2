import { defineEncoder, type EncodeCall, MissingItemError, type RowNote } from '@tovec/core';
import { createKeyedVectors } from '@tovec/vectors';
import { describe, expect, test } from 'vitest';
import type { AnalogyDataset } from '../datasets/read-analogies.js';
import { rejection } from '../testing/bytes.js';
import { analogies } from './analogies.js';
import { similarity } from './similarity.js';

const words = ['king', 'queen', 'man', 'woman', 'apple'];
const features: Record<string, number[]> = {
  king: [1, 1, 0, 0],
  queen: [1, 0, 1, 0],
  man: [0, 1, 0, 0],
  woman: [0, 0, 1, 0],
  apple: [0, 0, 0, 1],
};
const table = createKeyedVectors({
  items: words,
  matrix: Float32Array.from(words.flatMap((word) => features[word]!)),
  dimensions: 4,
});
const dataset: AnalogyDataset = {
  name: 'mine',
  sections: [
    {
      name: 'family',
      questions: [
        ['man', 'king', 'woman', 'queen'],
        ['woman', 'queen', 'man', 'king'],
        ['man', 'king', 'boy', 'prince'],
      ],
    },
  ],
};

/** An encoder of somebody else, which counts what it is asked. */
function thirdParty(missing: 'throw' | 'compose' | 'report') {
  const asked: string[] = [];
  const encoder = defineEncoder({
    id: 'theirs',
    modality: 'word',
    dimensions: 4,
    limits: { maxBatch: 2, concurrent: true },
    capabilities: { deterministic: true, missing },
    async doEncode({ inputs }: EncodeCall<string>) {
      asked.push(...inputs);
      const notes: RowNote[] = [];
      for (const [row, word] of inputs.entries()) {
        if (features[word]) continue;
        if (missing === 'throw') throw new MissingItemError(`no ${word}`, { item: word });
        notes.push({ row, kind: missing === 'compose' ? 'composed' : 'missing' });
      }
      const rows = inputs.flatMap((word) => features[word] ?? [0.1, 0.1, 0.1, 0.2]);
      return { vectors: Float32Array.from(rows), notes };
    },
  });
  return { encoder, asked };
}

describe('an encoder of somebody else', () => {
  test.each(['throw', 'report'] as const)(
    'that %ss unknown words answers analogies as its table would',
    async (missing) => {
      const { encoder } = thirdParty(missing);
      const vocabulary = ['yeti', ...words, 'king'];
      const theirs = await analogies(encoder, dataset, { vocabulary });
      const ours = await analogies(table, dataset);
      expect(theirs.encoder.id).toBe('theirs');
      expect(theirs.options.restrict).toBe(5);
      for (const key of ['sections', 'overall', 'skipped', 'score', 'interval'] as const) {
        expect(theirs[key]).toEqual(ours[key]);
      }
    },
  );

  test('that composes has vectors for the whole vocabulary, and says how many it made', async () => {
    const vocabulary = [...words, 'boy', 'prince'];
    const result = await analogies(thirdParty('compose').encoder, dataset, { vocabulary });
    expect(result).toMatchObject({ composedWords: 2, overall: { total: 3 } });
  });

  test('encodes the words of several sets once', async () => {
    const { encoder, asked } = thirdParty('report');
    const set = (...pairs: [a: string, b: string][]) => ({
      name: 'pairs',
      pairs: pairs.map(([a, b], at) => ({ a, b, score: at })),
    });
    const one = set(['king', 'queen'], ['king', 'man'], ['king', 'apple']);
    const two = set(['queen', 'king'], ['woman', 'man'], ['king', 'apple']);
    const results = await similarity(encoder, [one, two], { resamples: 0 });
    expect([...asked].sort()).toEqual([...words].sort());
    expect(results[0]!.spearman).toEqual((await similarity(table, one)).spearman);
    expect(results[1]!.spearman).toEqual((await similarity(table, two)).spearman);
  });

  test('prefers a spelling it knows to one that it composes', async () => {
    const pairs = [
      { a: 'KING', b: 'Queen', score: 2 },
      { a: 'KING', b: 'apple', score: 1 },
      { a: 'ogre', b: 'man', score: 0 },
    ];
    const result = await similarity(thirdParty('compose').encoder, { name: 'mine', pairs });
    expect(result.composedWords).toBe(1);
    expect(result.measured[0]).toBeCloseTo(0.5, 6);
  });

  test('needs a vocabulary for analogies, of words that it knows', async () => {
    const { encoder } = thirdParty('report');
    expect((await rejection(analogies(encoder, dataset))).message).toContain(
      "a vocabulary for the encoder 'theirs' to encode",
    );
    const none = await rejection(analogies(encoder, dataset, { vocabulary: ['yeti'] }));
    expect(none.message).toContain('knows none of the 1 words of the vocabulary');
    const wrong = await rejection(analogies(encoder, dataset, { vocabulary: 'king' }));
    expect(wrong.message).toContain("vocabulary must be a list of words, but was 'king'");
  });
});

test('a table answers with the words of a vocabulary only, where it is given one', async () => {
  const vocabulary = words.filter((word) => word !== 'queen');
  const { overall, skipped } = await analogies(table, dataset, { vocabulary });
  expect(overall.total).toBe(0);
  expect(skipped.unknownWord.words).toContain('queen');
});

test('a dataset that was not awaited is refused', async () => {
  const error = await rejection(analogies(table, Promise.resolve(dataset) as never));
  expect(error.message).toContain('await what they return');
});

import { join } from 'node:path';
import { createRegistry, type DefinedEncoder, InvalidInputError } from '@tovec/core';
import { describe, expect, expectTypeOf, test } from 'vitest';
import type { FastText } from './fasttext/index.js';
import type { Glove } from './glove/index.js';
import { word } from './index.js';
import type { OneHot } from './one-hot/index.js';
import { rejection, temporaryDirectory } from './testing/helpers.js';
import type { Word2Vec } from './word2vec/index.js';

const registry = createRegistry({ word });

describe('the word plugin', () => {
  test('has ids that editors complete', () => {
    expect(registry.ids).toEqual(['word:one-hot', 'word:glove', 'word:word2vec', 'word:fasttext']);
    type Id = Parameters<typeof registry.load>[0];
    expectTypeOf<Id>().toEqualTypeOf<
      'word:one-hot' | 'word:glove' | 'word:word2vec' | 'word:fasttext'
    >();
    // @ts-expect-error there is no such encoder
    expectTypeOf(registry.load).toBeCallableWith('word:word2vek', { source: '' });
  });

  test('trains, saves and loads each encoder by its id', async () => {
    const directory = await temporaryDirectory();
    const text = 'one two three four '.repeat(20);
    const word2vec = await registry.train('word:word2vec', text, { dimensions: 4, workers: 1 });
    expectTypeOf(word2vec).toEqualTypeOf<Word2Vec>();
    const options = { dimensions: 4, workers: 1, bucket: 50 };
    const fastText = await registry.train('word:fasttext', text, options);
    expectTypeOf(fastText).toEqualTypeOf<FastText>();
    const glove = await registry.train('word:glove', text, { dimensions: 4, workers: 1 });
    expectTypeOf(glove).toEqualTypeOf<Glove>();
    const oneHot = await registry.train('word:one-hot', text);
    expectTypeOf(oneHot).toEqualTypeOf<OneHot>();

    for (const [id, model] of [
      ['word:word2vec', word2vec],
      ['word:one-hot', oneHot],
      ['word:glove', glove],
      ['word:fasttext', fastText],
    ] as const) {
      const source = join(directory, `${model.encoder.id}.safetensors`);
      await model.save(source);
      const encoder = await registry.load(id, { source });
      expectTypeOf(encoder).toEqualTypeOf<DefinedEncoder<string>>();
      expect(encoder.dimensions).toBe(4);
      const [own, loaded] = await Promise.all([
        model.encoder.encode(['two', 'nothing']),
        encoder.encode(['two', 'nothing']),
      ]);
      expect(loaded.data).toEqual(own.data);
      expect(loaded.notes).toEqual(own.notes);
    }
  });

  test('knows the options of each encoder', async () => {
    // @ts-expect-error the source is missing
    const load = () => registry.load('word:word2vec');
    expectTypeOf(load).toBeFunction();
    // @ts-expect-error counting has no dimensions
    const train = registry.train('word:one-hot', 'a b', { dimensions: 5 });
    expect(await rejection(train)).toBeInstanceOf(InvalidInputError);
  });
});

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encode, InvalidInputError, ModelFileError, writeModelFile } from '@tovec/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mutated, rejection, temporaryDirectory } from '../testing/helpers.js';
import { createOneHot, loadOneHot, trainOneHot } from './index.js';

describe('a one-hot encoder', () => {
  test('has as many dimensions as words, and one 1 in each vector', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.string(), { minLength: 1, maxLength: 20 }),
        async (words) => {
          const { encoder, indexOf } = createOneHot(words);
          expect(encoder.dimensions).toBe(words.length);
          const embeddings = await encode(encoder, words);
          words.forEach((word, row) => {
            expect(indexOf(word)).toBe(row);
            expect([...embeddings.row(row)]).toEqual(words.map((_, at) => (at === row ? 1 : 0)));
          });
          expect(embeddings.notes).toEqual([]);
        },
      ),
      { numRuns: 30 },
    );
  });

  test('gives zeros and a note for a word it does not know', async () => {
    const { encoder, indexOf } = createOneHot(['cat', 'dog']);
    const { row, notes } = await encoder.encode(['unicorn', 'dog', 'Cat']);
    expect([...row(0), ...row(1), ...row(2)]).toEqual([0, 0, 0, 1, 0, 0]);
    expect(notes).toMatchObject([
      { row: 0, kind: 'missing' },
      { row: 2, kind: 'missing' },
    ]);
    expect(indexOf('unicorn')).toBe(-1);
  });

  test('keeps its batches small where it has many dimensions', () => {
    const { encoder } = createOneHot(Array.from({ length: 200_000 }, (_, at) => `w${at}`));
    expect(encoder.limits.maxBatch * encoder.dimensions).toBeLessThanOrEqual(2 ** 24);
    expect(encoder.limits.maxBatch).toBeGreaterThan(0);
  });

  test.each([
    [[], 'needs at least one word'],
    [['a', 'b', 'a'], "'a' is there twice"],
    ['cat', "was given 'cat'"],
    [['cat', 5], 'was given an array of 2'],
    [undefined, 'was given undefined'],
    [{}, 'was given an object'],
  ])('cannot be made of %j', (words, message) => {
    const create = () => createOneHot(words as string[]);
    expect(create).toThrow(InvalidInputError);
    expect(create).toThrow(message);
  });

  test('is made from a corpus, by the rules of a vocabulary', async () => {
    const text = 'A rose is a rose is a rose';
    const { words } = await trainOneHot(text, { minCount: 2, lowercase: true, workers: 1 });
    expect(words).toEqual(['a', 'rose', 'is']);
    const error = await rejection(trainOneHot(text, { minCont: 2 } as object));
    expect(error.message).toContain("Did you mean 'minCount'?");
  });
});

describe("a one-hot encoder's file", () => {
  const words = ['cat', 'naïve', '日本', '', 'caf\udce9'];

  test('holds its words in their order', async () => {
    const path = join(await temporaryDirectory(), 'one-hot.safetensors');
    await createOneHot(words).save(path);
    const loaded = await loadOneHot(path);
    expect(loaded.words).toEqual(words);
    expect(loaded.indexOf('日本')).toBe(2);
  });

  test('that is damaged is a ModelFileError or words, and nothing else', async () => {
    const path = join(await temporaryDirectory(), 'one-hot.safetensors');
    await createOneHot(words).save(path);
    const bytes = await readFile(path);
    for (let seed = 0; seed < 300; seed++) {
      try {
        expect((await loadOneHot(mutated(bytes, seed))).words.length).toBeGreaterThan(0);
      } catch (error) {
        expect(error, `seed ${seed}`).toBeInstanceOf(ModelFileError);
      }
    }
  });

  test('with a word twice, or without words, is refused', async () => {
    const path = join(await temporaryDirectory(), 'one-hot.safetensors');
    await createOneHot(['aa', 'ab']).save(path);
    const bytes = await readFile(path);
    bytes.write('abab', bytes.lastIndexOf('aaab'));
    const error = await rejection(loadOneHot(bytes));
    expect(error).toBeInstanceOf(ModelFileError);
    expect(error.message).toContain("'ab' is there twice");

    await writeModelFile(path, { encoder: 'one-hot', config: {}, tensors: {} });
    expect((await rejection(loadOneHot(path))).message).toContain('no words');
    await writeModelFile(path, { encoder: 'word2vec', config: {}, tensors: {} });
    expect(await rejection(loadOneHot(path))).toBeInstanceOf(ModelFileError);
  });
});

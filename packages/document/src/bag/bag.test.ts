import { join } from 'node:path';
import { defineEncoder, type EncodeCall, InvalidInputError, UnsupportedError } from '@tovec/core';
import { createKeyedVectors } from '@tovec/vectors';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rejection, temporaryDirectory } from '../testing/helpers.js';
import { createBag } from './bag.js';
import { loadBag } from './load-bag.js';
import type { BagOptions } from './options.js';

const items = ['the', 'cat', 'dog', 'rain'];
const matrix = Float32Array.of(9, 1, 0, 1, 4, 0, 1, 3, 1, 1, -2, 5);
const counts = Float64Array.of(90, 5, 4, 1);
const words = createKeyedVectors({ items, matrix, dimensions: 3, counts });
const vector = (word: string) => words.get(word);

describe('a bag of words', () => {
  test('is the mean of the vectors of its known words', async () => {
    const { data, notes } = await createBag(words).encoder.encode([
      'the cat',
      'cat cow cat',
      'cow',
      '',
    ]);
    const mean = vector('the').map((value, d) => (value + vector('cat')[d]!) / 2);
    expect([...data]).toEqual([...mean, ...vector('cat'), 0, 0, 0, 0, 0, 0]);
    expect(notes).toEqual([
      { row: 1, kind: 'composed', message: '1 of 3 words have no vector: cow' },
      { row: 2, kind: 'missing', message: 'no word of it has a vector: cow' },
      { row: 3, kind: 'missing', message: 'it has no words' },
    ]);
  });

  test('does not depend on the order of words, nor on the texts around', async () => {
    const { encoder } = createBag(words, { weighting: 'sif' });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...items), { minLength: 1 }), async (text) => {
        const around = ['the the dog', text.join(' '), [...text].reverse().join(' ')];
        const embeddings = await encoder.encode(around);
        for (let d = 0; d < 3; d++) {
          expect(embeddings.row(1)[d]).toBeCloseTo(embeddings.row(2)[d]!, 5);
        }
        const alone = await encoder.encode([text.join(' ')]);
        expect(alone.row(0)).toEqual(embeddings.row(1));
      }),
      { numRuns: 30 },
    );
  });

  test('weighs words by smooth inverse frequency', async () => {
    const { data } = await createBag(words, { weighting: 'sif', a: 0.1 }).encoder.encode([
      'the rain',
    ]);
    const expected = vector('the').map(
      (value, d) => (value * (0.1 / (0.1 + 0.9)) + vector('rain')[d]! * (0.1 / (0.1 + 0.01))) / 2,
    );
    for (let d = 0; d < 3; d++) expect(data[d]).toBeCloseTo(expected[d]!, 6);
  });

  test('loses what all texts have in common when it is fitted', async () => {
    const texts = ['the cat', 'the dog', 'the rain', 'the', 'cow'];
    const bag = createBag(words);
    const fitted = await bag.fit(texts);
    const before = await bag.encoder.encode(texts);
    const { data, notes } = await fitted.encoder.encode(texts);
    // The first singular vector is what is missing: rows differ from theirs before by a multiple of it.
    const differences = [0, 1, 2].map((row) =>
      before.row(row).map((value, d) => value - data[row * 3 + d]!),
    );
    const length = (row: Float32Array) => Math.hypot(...row);
    const cosine = differences[0]!.reduce((sum, value, d) => sum + value * differences[1]![d]!, 0);
    expect(Math.abs(cosine) / length(differences[0]!) / length(differences[1]!)).toBeCloseTo(1, 5);
    expect(Math.hypot(...data)).toBeLessThan(0.6 * Math.hypot(...before.data));
    expect([...data.slice(12)]).toEqual([0, 0, 0]);
    expect(notes).toHaveLength(1);
    expect((await bag.encoder.encode(texts)).data).toEqual(before.data);
  });

  test('takes counts from the texts it is fitted on where the words have none', async () => {
    const plain = createKeyedVectors({ items, matrix, dimensions: 3 });
    const bag = createBag(plain, { weighting: 'sif', lowercase: true });
    const error = await rejection(bag.encoder.encode(['cat']));
    expect(error.message).toContain('these vectors have no counts');
    const texts = ['The cat', 'the dog', 'the rain'];
    const own = await bag.fit(texts);
    const given = new Map([
      ['the', 3],
      ['cat', 1],
      ['dog', 1],
      ['rain', 1],
    ]);
    const told = await createBag(plain, { weighting: 'sif', lowercase: true, counts: given }).fit(
      texts,
    );
    expect((await own.encoder.encode(texts)).data).toEqual((await told.encoder.encode(texts)).data);
  });

  test('takes any encoder of words, and cannot be saved with it', async () => {
    const lengths = defineEncoder({
      ...{ id: 'lengths', modality: 'word', dimensions: 1 },
      limits: { maxBatch: 2, concurrent: true },
      capabilities: { deterministic: true, missing: 'compose' },
      async doEncode({ inputs }: EncodeCall<string>) {
        return { vectors: Float32Array.from(inputs, (word) => word.length), notes: [] };
      },
    });
    const bag = createBag(lengths, { tokenPattern: /[a-z]+/g });
    expect([...(await bag.encoder.encode(['a, bcd!', 'ab'])).data]).toEqual([2, 2]);
    expect(await rejection(bag.save('/nowhere'))).toBeInstanceOf(UnsupportedError);
  });

  test.each([
    { weighting: 'mean' },
    { weighting: 'sif', a: 0.01, lowercase: true, tokenPattern: /\p{L}+/gu },
    {
      weighting: 'sif',
      counts: new Map([
        ['cat', 2],
        ['cow', 6],
      ]),
    },
  ] as const satisfies BagOptions[])('is the same when it was saved: %o', async (options) => {
    const path = join(await temporaryDirectory(), 'bag.safetensors');
    const texts = ['the cat', 'the dog!', 'the rain', 'Cow dog'];
    const bag = await createBag(words, options).fit(texts, { components: 2 });
    await bag.save(path);
    const loaded = await loadBag(path);
    expect(loaded.settings).toEqual(bag.settings);
    expect((await loaded.encoder.encode(texts)).data).toEqual(
      (await bag.encoder.encode(texts)).data,
    );
  });

  test.each([
    [{ weighting: 'idf' }, 'weighting must be one of'],
    [{ a: 0 }, 'a must be'],
    [{ counts: { the: 1 } }, 'counts must be a Map'],
    [{ tokenPattern: 'a' }, 'tokenPattern must be'],
    [{ weight: 'sif' }, "no option 'weight'"],
  ])('refuses %o', (options, message) => {
    expect(() => createBag(words, options as unknown as BagOptions)).toThrow(message);
  });

  test('refuses to be fitted on too little', async () => {
    const error = await rejection(createBag(words).fit(['cow', '', 'cat'], { components: 2 }));
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error.message).toContain('of 3 texts 1 have a vector');
    expect((await rejection(createBag(words).fit([]))).message).toContain('give more texts');
    expect(() => createBag({} as never)).toThrow(InvalidInputError);
  });
});

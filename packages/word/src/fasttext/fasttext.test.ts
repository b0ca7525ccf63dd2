import { readFileSync } from 'node:fs';
import { InvalidInputError, MissingItemError, openSource } from '@tovec/core';
import { describe, expect, test } from 'vitest';
import { rejection } from '../testing/helpers.js';
import { readFastTextFile } from './format/read-bin.js';
import { estimateMemory, FastText, loadClassifier, loadFastText, sniffFastText } from './index.js';
import { fixture } from './testing/goldens.js';

const load = (name = 'skipgram.bin') => loadFastText(fixture(name));

describe('word vectors', () => {
  test('of the vocabulary are a table to search in', async () => {
    await using model = await load();
    const { vectors } = model;
    expect(vectors).toBe(model.vectors);
    expect(vectors.counts?.[0]).toBe(vectors.countOf(vectors.itemAt(0)));
    expect(vectors.itemAt(0)).toBe('</s>');
    expect(model.words.toArray()).toEqual([...vectors.keys()]);
    for (const [word, vector] of vectors) expect(model.get(word)).toEqual(vector);
  });

  test('of unseen words are composed, and told from others by a note', async () => {
    await using model = await load();
    const { data, notes } = await model.encoder.encode(['Menschen', 'Menschenrechte', 'Menschen']);
    expect(data.subarray(0, 4)).toEqual(data.subarray(8, 12));
    expect(notes).toEqual([
      {
        row: 1,
        kind: 'composed',
        message: "'Menschenrechte' is not in the vocabulary: composed from its n-grams",
      },
    ]);
    expect(data.subarray(4, 8)).toEqual(model.get('Menschenrechte'));
    expect(model.vectors.has('Menschenrechte')).toBe(false);
  });

  test('without n-grams do not exist for unseen words', async () => {
    await using model = await load('cbow-words.bin');
    const { data, notes } = await model.encoder.encode(['Menschenrechte']);
    expect([...data]).toEqual([0, 0, 0, 0]);
    expect(notes[0]).toMatchObject({ row: 0, kind: 'missing' });
    expect(() => model.get('Mensch')).toThrow(MissingItemError);
    expect(() => model.get('menschen')).toThrow("Did you mean 'Menschen'?");
    expect(() => model.nearest('Mensch')).toThrow(MissingItemError);
  });

  test('are searched with seen and unseen words, alone and combined', async () => {
    await using model = await load();
    const known = model.nearest('Menschen', { topK: 3 });
    expect(known).toEqual(model.vectors.nearest('Menschen', { topK: 3 }));
    expect(known.map(({ item }) => item)).not.toContain('Menschen');
    const unseen = model.nearest('Menschenrechte', { topK: 3 });
    expect(unseen).toEqual(model.vectors.nearest(model.get('Menschenrechte'), { topK: 3 }));
    const query = { positive: ['Menschenrechte', 'free'], negative: 'unseen' };
    const same = {
      positive: [model.get('Menschenrechte'), 'free'],
      negative: model.get('unseen'),
    };
    expect(model.nearest(query)).toEqual(model.vectors.nearest(same));
    const vector = [...model.get('free')];
    expect(model.nearest(vector)[0]).toEqual(model.vectors.nearest(vector)[0]);
    expect(model.nearest({ positive: [vector] })).toEqual(model.nearest(vector));
    expect(() => model.nearest({ positive: ['free'], top: 1 } as never)).toThrow(InvalidInputError);
  });

  test('end with the model', async () => {
    const model = await load();
    const { vectors } = model;
    await model.dispose();
    expect(() => model.get('free')).toThrow('This model was disposed of');
    expect(() => vectors.get('free')).toThrow('disposed of');
    expect(await rejection(model.encoder.encode(['free']))).toBeInstanceOf(InvalidInputError);
  });
});

test('a supervised model is no FastText', async () => {
  await using reader = await openSource(fixture('softmax.bin'));
  const parts = await readFastTextFile(reader, {});
  expect(() => new FastText(parts)).toThrow('A supervised model is a FastTextClassifier');
});

test('progress of reading is told in bytes', async () => {
  const events: number[] = [];
  const bytes = readFileSync(fixture('skipgram.bin'));
  await using _ = await loadFastText(bytes, {
    onProgress: ({ phase, done, total }) => {
      expect({ phase, total }).toEqual({ phase: 'read', total: bytes.length });
      events.push(done);
    },
  });
  expect(events.at(-1)).toBe(bytes.length);
});

test('a file is told by its first bytes', async () => {
  for (const [name, kind] of [
    ['skipgram.bin', 'word-vectors'],
    ['pruned.ftz', 'classifier'],
    ['goldens.json', undefined],
  ] as const) {
    await using reader = await openSource(fixture(name));
    expect(await sniffFastText(reader)).toBe(kind);
    expect(reader.position).toBe(0);
  }
});

describe('the memory of a model', () => {
  test('is what its tables take', async () => {
    await using model = await load();
    const { size, dimensions } = model.vectors;
    const estimate = estimateMemory({ words: size, dimensions, bucket: 70 });
    expect(estimate.total - estimate.vectors).toBe(model.bytes);
    expect(estimate.vectors).toBe(model.vectors.matrix.values.byteLength);
    await using classifier = await loadClassifier(fixture('softmax.bin'), { precision: 'int8' });
    const labels = classifier.labels.length;
    const words = classifier.words.length;
    const small = estimateMemory({ words, labels, dimensions, bucket: 300, precision: 'int8' });
    expect(small.total).toBe(classifier.bytes);
  });

  test('is estimated from whole numbers', () => {
    expect(() => estimateMemory({ words: -1 })).toThrow(InvalidInputError);
    expect(() => estimateMemory({ words: 1, buckets: 5 } as never)).toThrow(
      "Did you mean 'bucket'",
    );
  });
});

const model = await load();

describe('quantising word vectors', () => {
  test('makes them smaller, and says what it cost', async () => {
    await using small = await model.quantize({ dsub: 1 });
    const { input, bytes, bytesBefore, rows, rowsBefore } = small.quantization!;
    expect({ bytes, bytesBefore }).toEqual({ bytes: small.bytes, bytesBefore: model.bytes });
    expect(rows).toBe(rowsBefore);
    expect(input.relativeError).toBeLessThan(0.02);
    expect(input.meanCosine).toBeGreaterThan(0.99);
    const [was, is] = [model.get('Menschenrechte'), small.get('Menschenrechte')];
    expect(model.vectors.similarity(was, is)).toBeGreaterThan(0.99);
    const rough = await model.quantize({ dsub: 4 });
    expect(rough.quantization!.input.relativeError).toBeGreaterThan(input.relativeError);
    expect(rough.bytes).toBeLessThan(small.bytes);
  });

  test.each([
    [{ cutoff: 300 }, 'Only classifiers can do without'],
    [{ dsub: 5 }, 'dsub must be an integer from 1 to 4'],
    [{ qnorm: 1 as never }, 'qnorm must be true or false'],
    [{ quorm: true } as never, "Did you mean 'qnorm'?"],
  ])('refuses %j', async (options, message) => {
    const error = await rejection(model.quantize(options));
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error.message).toContain(message);
  });

  test('twice is refused', async () => {
    const once = await model.quantize();
    expect((await rejection(once.quantize())).message).toContain('quantised already');
  });
});

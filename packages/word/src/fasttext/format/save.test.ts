import { readFileSync } from 'node:fs';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InvalidInputError, ModelFileError, openSource, readSafetensors } from '@tovec/core';
import { readVectors } from '@tovec/vectors';
import { describe, expect, test } from 'vitest';
import { mutated, rejection, temporaryDirectory } from '../../testing/helpers.js';
import { type FastTextClassifier, loadClassifier, loadFastText } from '../index.js';
import { fixture, goldens } from '../testing/goldens.js';

const words = ['free', 'Menschenrechte', 'x', '</s>'];
const inTemporary = async (name: string) => join(await temporaryDirectory(), name);
const predictionsOf = (model: FastTextClassifier) => model.predict(goldens.lines, { topK: 3 });

test('a quantised model has no precision to be saved with', async () => {
  const path = await inTemporary('model.safetensors');
  await using model = await loadFastText(fixture('skipgram.bin'));
  await using quantized = await model.quantize();
  const error = await rejection(quantized.save(path, { precision: 'int8' }));
  expect(error).toBeInstanceOf(InvalidInputError);
  expect(error.message).toContain('The model is quantised');
  await quantized.save(path);
});

describe("fastText's own format", () => {
  test.each(['skipgram.bin', 'cbow-words.bin'])('gives back %s byte for byte', async (name) => {
    const path = await inTemporary('model.bin');
    await using model = await loadFastText(fixture(name));
    await model.save(path);
    expect((await readFile(path)).equals(readFileSync(fixture(name)))).toBe(true);
  });

  test.each(Object.keys(goldens.classifiers))(
    'gives back the classifier %s byte for byte',
    async (name) => {
      const path = await inTemporary('model.ftz');
      await using model = await loadClassifier(fixture(name));
      await model.save(path);
      expect((await readFile(path)).equals(readFileSync(fixture(name)))).toBe(true);
    },
  );

  test('of version 11 is the same, but that its classifiers have no character n-grams', async () => {
    const bytes = readFileSync(fixture('skipgram.bin'));
    bytes.writeInt32LE(11, 4);
    await using model = await loadFastText(bytes);
    await using same = await loadFastText(fixture('skipgram.bin'));
    for (const word of words) expect(model.get(word)).toEqual(same.get(word));

    const classifier = readFileSync(fixture('softmax.bin'));
    classifier.writeInt32LE(11, 4);
    await using old = await loadClassifier(classifier);
    expect(old.settings.maxn).toBe(0);
    expect(old.settings.wordNgrams).toBe(3);
  });

  test('from before there were versions is read', async () => {
    const bytes = readFileSync(fixture('skipgram.bin'));
    let tables = 92;
    for (let left = bytes.readInt32LE(64); left > 0; left--) tables = bytes.indexOf(0, tables) + 10;
    const inputBytes = 17 + Number(bytes.readBigInt64LE(tables + 1)) * 4 * 4;
    // Without magic number, version, number of pruned buckets, and flags.
    const old = Buffer.concat([
      ...[bytes.subarray(8, 84), bytes.subarray(92, tables)],
      ...[bytes.subarray(tables + 1, tables + inputBytes), bytes.subarray(tables + inputBytes + 1)],
    ]);
    await using model = await loadFastText(old);
    await using same = await loadFastText(bytes);
    for (const word of words) expect(model.get(word)).toEqual(same.get(word));
    const path = await inTemporary('model.bin');
    await model.save(path);
    expect((await readFile(path)).equals(bytes)).toBe(true);
  });

  test('keeps words that are not UTF-8', async () => {
    const bytes = readFileSync(fixture('skipgram.bin'));
    const at = bytes.indexOf('Würde');
    bytes[at + 1] = 0xff;
    await using model = await loadFastText(bytes);
    expect(model.vectors.has('W\udcff\udcbcrde')).toBe(true);
    const path = await inTemporary('model.bin');
    await model.save(path);
    expect((await readFile(path)).equals(bytes)).toBe(true);
  });

  test('needs the output table', async () => {
    await using model = await loadFastText(fixture('skipgram.bin'), { output: 'skip' });
    const path = await inTemporary('model.bin');
    const error = await rejection(model.save(path));
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error.message).toContain("it was loaded with output: 'skip'");
    expect(await readdir(join(path, '..'))).toEqual([]);
    const file = path.replace('.bin', '.safetensors');
    await model.save(file);
    await using again = await loadFastText(file);
    expect(again.bytes).toBe(model.bytes);
  });

  test('is not held where the output table is left out', async () => {
    const path = await inTemporary('model.safetensors');
    await using model = await loadFastText(fixture('skipgram.bin'));
    for (const precision of ['float32', 'float16', 'int8'] as const) {
      await model.save(path, { precision });
      await using whole = await loadFastText(path);
      await using without = await loadFastText(path, { output: 'skip' });
      expect(without.bytes).toBeLessThan(whole.bytes);
      expect(without.get('unseen')).toEqual(whole.get('unseen'));
    }
  });

  test('holds float32, whatever the tables are held in', async () => {
    const path = await inTemporary('model.bin');
    await using half = await loadFastText(fixture('skipgram.bin'), { precision: 'float16' });
    await half.save(path);
    await using back = await loadFastText(path);
    expect(back.get('unseen')).toEqual(half.get('unseen'));
    const error = await rejection(half.save(path, { precision: 'int8' }));
    expect(error.message).toContain("The format 'fasttext-bin' holds float32, not int8");
  });
});

test('.vec holds the composed vectors', async () => {
  const path = await inTemporary('model.vec');
  await using model = await loadFastText(fixture('skipgram.bin'));
  await model.save(path);
  const vectors = await readVectors(path);
  expect([...vectors]).toEqual([...model.vectors]);
  await using classifier = await loadClassifier(fixture('softmax.bin'));
  const error = await rejection(classifier.save(path, { format: 'word2vec-text' as never }));
  expect(error.message).toContain("format must be one of 'tovec', 'fasttext-bin'");
});

describe('a tovec model file', () => {
  test('holds the whole model, to the bit', async () => {
    const path = await inTemporary('model.safetensors');
    await using model = await loadFastText(fixture('skipgram.bin'));
    await model.save(path);
    await using loaded = await loadFastText(path);
    expect(loaded.settings).toEqual(model.settings);
    expect([...loaded.vectors]).toEqual([...model.vectors]);
    expect(loaded.vectors.counts).toEqual(model.vectors.counts);
    expect(loaded.get('unseen')).toEqual(model.get('unseen'));
    const binary = path.replace('safetensors', 'bin');
    await loaded.save(binary);
    expect((await readFile(binary)).equals(readFileSync(fixture('skipgram.bin')))).toBe(true);
  });

  test.each(Object.keys(goldens.classifiers))('holds the classifier %s, too', async (name) => {
    const path = await inTemporary('model.safetensors');
    await using model = await loadClassifier(fixture(name));
    await model.save(path);
    await using loaded = await loadClassifier(await readFile(path));
    expect(loaded.labels).toEqual(model.labels);
    expect(predictionsOf(loaded)).toEqual(predictionsOf(model));
    const binary = path.replace('safetensors', 'ftz');
    await loaded.save(binary);
    expect((await readFile(binary)).equals(readFileSync(fixture(name)))).toBe(true);
  });

  test('takes half the bytes in float16, a quarter in int8, and is held so', async () => {
    const path = await inTemporary('model.safetensors');
    await using model = await loadFastText(fixture('skipgram.bin'));
    const sizes: number[] = [];
    for (const precision of ['float32', 'float16', 'int8'] as const) {
      await model.save(path, { precision });
      await using loaded = await loadFastText(path);
      sizes.push(loaded.bytes);
      const vector = model.get('Menschenrechte');
      const error = Math.max(
        ...loaded.get('Menschenrechte').map((x, at) => Math.abs(x - vector[at]!)),
      );
      expect(error).toBeLessThan({ float32: 1e-9, float16: 2e-3, int8: 2e-2 }[precision]);
      await using asked = await loadFastText(fixture('skipgram.bin'), { precision });
      expect(asked.get('unseen')).toEqual(loaded.get('unseen'));
      await using decoded = await loadFastText(path, { precision: 'float32' });
      expect(decoded.bytes).toBe(sizes[0]);
    }
    expect(sizes[1]).toBe(sizes[0]! / 2);
    // Four numbers a row, and a scale for them.
    expect(sizes[2]).toBe(sizes[0]! / 2);
  });

  test('has the tensors that the README names', async () => {
    const path = await inTemporary('model.safetensors');
    await using model = await loadClassifier(fixture('pruned.ftz'));
    await model.save(path);
    await using reader = await openSource(path);
    const { tensors, metadata } = await readSafetensors(reader);
    expect([...tensors.keys()].sort()).toEqual([
      ...['counts', 'input.centroids', 'input.codes', 'input.norm-codes', 'input.norms'],
      ...['input.part-size', 'items.offsets', 'items.utf8', 'labels.counts', 'labels.offsets'],
      ...['labels.utf8', 'output', 'pruned'],
    ]);
    expect(metadata['tovec.encoder']).toBe('fasttext-classifier');
    expect(JSON.parse(metadata['tovec.config']!)).toMatchObject({
      ...model.settings,
      modality: 'document',
    });
  });

  test('that cannot be written leaves the old one whole', async () => {
    const path = await inTemporary('model.bin');
    await writeFile(path, 'old');
    await using model = await loadFastText(fixture('skipgram.bin'));
    const signal = AbortSignal.abort();
    for (const format of ['tovec', 'fasttext-bin', 'word2vec-text'] as const) {
      expect((await rejection(model.save(path, { format, signal }))).name).toBe('AbortError');
    }
    expect(await readFile(path, 'utf8')).toBe('old');
    expect(await readdir(join(path, '..'))).toHaveLength(1);
  });

  test('of another encoder, or of the other kind, is refused by name', async () => {
    const path = await inTemporary('model.safetensors');
    await using model = await loadFastText(fixture('skipgram.bin'));
    await model.save(path);
    expect((await rejection(loadClassifier(path))).message).toContain('loadFastText');
  });

  test.each([
    ['skipgram.bin', 'int8'],
    ['softmax.bin', 'float32'],
    ['pruned.ftz', undefined],
  ] as const)('of %s that is damaged is a ModelFileError or a model', async (name, precision) => {
    const path = await inTemporary('model.safetensors');
    const load = name === 'skipgram.bin' ? loadFastText : loadClassifier;
    await (await load(fixture(name))).save(path, { precision });
    const bytes = await readFile(path);
    expect((await stat(path)).size).toBe(bytes.length);
    let refused = 0;
    for (let seed = 0; seed < 300; seed++) {
      try {
        await using model = await load(mutated(bytes, seed));
        const { data } = await model.encoder.encode(['free', 'unseen', '']);
        expect(data.every(Number.isFinite)).toBe(true);
        if ('predict' in model) model.predict(['alle Menschen'], { topK: 3 });
      } catch (error) {
        expect(error, `seed ${seed}: ${error}`).toBeInstanceOf(ModelFileError);
        refused++;
      }
    }
    expect(refused).toBeGreaterThan(120);
  });
});

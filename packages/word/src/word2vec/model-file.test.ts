import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeUtf8, ModelFileError, openSource, readSafetensors, SourceError } from '@tovec/core';
import { readVectors } from '@tovec/vectors';
import { describe, expect, test } from 'vitest';
import { createOneHot } from '../one-hot/index.js';
import { mutated, rejection, temporaryDirectory } from '../testing/helpers.js';
import { bitsOf, trainSmall } from '../testing/small-model.js';
import { loadWord2Vec, trainWord2Vec, type Word2Vec } from './index.js';

describe('a model file', () => {
  async function saved(model: Word2Vec): Promise<string> {
    const path = join(await temporaryDirectory(), 'model.safetensors');
    await model.save(path);
    return path;
  }

  test('holds the whole model, to the bit', async () => {
    const model = await trainSmall({ architecture: 'cbow' });
    const path = await saved(model);
    for (const source of [path, await readFile(path)]) {
      const loaded = await loadWord2Vec(source);
      expect(bitsOf(loaded)).toBe(bitsOf(model));
      expect([...loaded.vectors.keys()]).toEqual([...model.vectors.keys()]);
      expect(loaded.vectors.counts).toEqual(model.vectors.counts);
      expect(loaded.settings).toEqual(model.settings);
      expect(loaded.report).toEqual(model.report);
      expect(loaded.encoder.id).toBe('word2vec');
    }
  });

  test('is a safetensors file of the tensors that the README names', async () => {
    const model = await trainSmall();
    await using reader = await openSource(await saved(model));
    const { metadata, tensors } = await readSafetensors(reader);
    const shapes = [...tensors].map(([name, { info }]) => [name, info.dtype, ...info.shape]);
    const bytes = tensors.get('items.utf8')!.bytes;
    expect(new Map(shapes.map(([name, ...rest]) => [name, rest]))).toEqual(
      new Map<string, unknown>([
        ['vectors', ['F32', 12, 10]],
        ['output', ['F32', 12, 10]],
        ['counts', ['F64', 12]],
        ['items.utf8', ['U8', bytes.length]],
        ['items.offsets', ['U32', 13]],
      ]),
    );
    expect(decodeUtf8(bytes)).toBe([...model.vectors.keys()].join(''));
    const { values } = model.vectors.matrix;
    expect(Buffer.from(tensors.get('vectors')!.bytes)).toEqual(Buffer.from(values.slice().buffer));
    expect(metadata).toMatchObject({ 'tovec.formatVersion': '1', 'tovec.encoder': 'word2vec' });
    expect(JSON.parse(metadata['tovec.config']!)).toEqual({ modality: 'word', ...model.settings });
    expect(JSON.parse(metadata['tovec.report']!)).toEqual(model.report);
  });

  test('is read by readVectors, too', async () => {
    const model = await trainSmall();
    const vectors = await readVectors(await saved(model));
    expect(vectors.get('naïve goat')).toEqual(model.vectors.get('naïve goat'));
  });

  test('keeps words that are not UTF-8', async () => {
    const path = join(await temporaryDirectory(), 'latin1.txt');
    await writeFile(path, Buffer.from('café olé '.repeat(20), 'latin1'));
    const model = await trainWord2Vec({ path }, { dimensions: 4, invalidUtf8: 'keep' });
    const loaded = await loadWord2Vec(await saved(model));
    expect([...loaded.vectors.keys()]).toEqual(['caf\udce9', 'ol\udce9']);
  });

  test('that cannot be written leaves the old one whole', async () => {
    const model = await trainSmall();
    const path = await saved(model);
    const before = await readFile(path);
    const error = await rejection(model.save(path, { signal: AbortSignal.abort() }));
    expect(error.name).toBe('AbortError');
    expect(await readFile(path)).toEqual(before);
    expect(await rejection(model.save('/nowhere/model'))).toBeInstanceOf(SourceError);
    expect(await rejection(model.save(join(path, '..')))).toBeInstanceOf(SourceError);
    expect(await readdir(join(path, '..'))).toHaveLength(1);
  });

  test('of another encoder is refused by name', async () => {
    const path = join(await temporaryDirectory(), 'one-hot.safetensors');
    await createOneHot(['a', 'b']).save(path);
    const error = await rejection(loadWord2Vec(path));
    expect(error).toBeInstanceOf(ModelFileError);
    expect(error.message).toContain("belongs to the encoder 'one-hot', not 'word2vec'");
    expect(await rejection(loadWord2Vec('/nowhere/model'))).toBeInstanceOf(SourceError);
  });

  test('that is damaged is a ModelFileError or a model, and nothing else', async () => {
    const bytes = await readFile(await saved(await trainSmall()));
    let refused = 0;
    for (let seed = 0; seed < 400; seed++) {
      try {
        const { vectors } = await loadWord2Vec(mutated(bytes, seed));
        expect(vectors.matrix.values).toHaveLength(vectors.size * vectors.dimensions);
      } catch (error) {
        expect(error, `seed ${seed}`).toBeInstanceOf(ModelFileError);
        refused++;
      }
    }
    expect(refused).toBeGreaterThan(200);
  });

  /** The file with one text in its header put in place of another of the same length. */
  async function withHeader(from: RegExp, to: (found: string) => string): Promise<Error> {
    const bytes = await readFile(await saved(await trainSmall()));
    const text = bytes.toString('latin1');
    const found = text.match(from)![0];
    const changed = to(found);
    expect(changed).toHaveLength(found.length);
    return rejection(loadWord2Vec(Buffer.from(text.replace(found, changed), 'latin1')));
  }

  test.each([
    [/dimensions\\":10/, 'dimensions\\":11', 'dimensions must be one of 10, but was 11'],
    [/skip-gram/, 'skip+gram', "architecture must be one of 'skip-gram', 'cbow'"],
    [/window\\":5/, 'window\\":0', 'window must be an integer from 1'],
    [/tovec\.report/, 'tovec.repart', 'the model has no training report'],
    [
      /"output":\{"dtype":"F32","shape":\[12,10\]/,
      '"output":{"dtype":"F32","shape":[10,12]',
      'F32 [12,10] is needed',
    ],
    [/"vectors":\{"dtype"/, '"vektors":{"dtype"', "no tensor 'vectors'"],
  ])('with %s in its header is refused: %s', async (from, to, message) => {
    const error = await withHeader(from, () => to);
    expect(error).toBeInstanceOf(ModelFileError);
    expect(error.message).toContain(message);
  });
});

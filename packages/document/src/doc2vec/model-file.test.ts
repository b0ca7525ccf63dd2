import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ModelFileError } from '@tovec/core';
import { createKeyedVectors, readVectors, writeVectors } from '@tovec/vectors';
import { describe, expect, test } from 'vitest';
import { rejection, temporaryDirectory, topicTexts } from '../testing/helpers.js';
import { loadDoc2Vec } from './load-doc2vec.js';
import { trainDoc2Vec } from './train-doc2vec.js';

const texts = topicTexts(40);
const small = { dimensions: 6, minCount: 1, workers: 1, epochs: 2 } as const;

describe('a Doc2Vec file', () => {
  test.each([
    { architecture: 'dbow' },
    { architecture: 'dbow', trainWords: true, dimensions: 8 },
    { architecture: 'dm', combine: 'sum', hierarchicalSoftmax: true },
    { architecture: 'dm', combine: 'concatenate', window: 2 },
  ] as const)('holds everything there is to infer: %o', async (kind) => {
    const path = join(await temporaryDirectory(), 'model.safetensors');
    const tokenPattern = /[a-z0-9]+/gu;
    const model = await trainDoc2Vec(texts, { ...small, ...kind, lowercase: true, tokenPattern });
    await model.save(path);
    const loaded = await loadDoc2Vec(path);
    expect([...loaded.documents]).toEqual([...model.documents]);
    expect(loaded.words && [...loaded.words]).toEqual(model.words && [...model.words]);
    expect([loaded.settings, loaded.report]).toEqual([model.settings, model.report]);
    const unseen = ['COMMON1-common2, topic0word31'];
    expect((await loaded.infer(unseen)).data).toEqual((await model.infer(unseen)).data);
    expect((await readVectors(path)).size).toBe(40);
  });

  test('of two tags a document, side by side, infers as the model did', async () => {
    const path = join(await temporaryDirectory(), 'model.safetensors');
    const documents = texts.map((text, at) => ({ tags: [at, `half ${at % 2}`], text }));
    const options = { ...small, combine: 'concatenate', duplicateTags: 'share' } as const;
    const model = await trainDoc2Vec(documents, options);
    await model.save(path);
    const loaded = await loadDoc2Vec(path);
    expect((await loaded.infer(['common1'])).data).toEqual((await model.infer(['common1'])).data);
  });

  test('is refused when it is of another encoder, or damaged', async () => {
    const directory = await temporaryDirectory();
    const path = join(directory, 'model.safetensors');
    const matrix = Float32Array.of(1, 2);
    await writeVectors(path, createKeyedVectors({ items: ['a'], matrix, dimensions: 2 }));
    expect(await rejection(loadDoc2Vec(path))).toBeInstanceOf(ModelFileError);

    await (await trainDoc2Vec(texts, small)).save(path);
    const file = await readFile(path, 'latin1');
    for (const [from, to, message] of [
      ['"window\\":5', '"window\\":0', 'settings cannot be'],
      ['"words.vectors"', '"words.victors"', "the tensor 'words.vectors' is missing"],
      ['"output"', '"outpot"', "the tensor 'output' is missing"],
      ['"words.offsets"', '"words.offzets"', 'has no words'],
      ['"tagsOfDocument\\":1', '"tagsOfDocument\\":0', 'tagsOfDocument cannot be 0'],
    ] as const) {
      expect(file).toContain(from);
      await writeFile(path, file.replace(from, to), 'latin1');
      const error = await rejection(loadDoc2Vec(path));
      expect(error).toBeInstanceOf(ModelFileError);
      expect(error.message).toContain(message);
    }
  });
});

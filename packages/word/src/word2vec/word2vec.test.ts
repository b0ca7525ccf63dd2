import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  decodeUtf8,
  encode,
  InvalidInputError,
  ModelFileError,
  openSource,
  readSafetensors,
  SourceError,
} from '@tovec/core';
import { readVectors } from '@tovec/vectors';
import { describe, expect, test } from 'vitest';
import { createOneHot } from '../one-hot/index.js';
import { mutated, rejection, sentencesOf, temporaryDirectory } from '../testing/helpers.js';
import {
  loadWord2Vec,
  trainWord2Vec,
  type Word2Vec,
  type Word2VecContinueOptions,
  type Word2VecTrainOptions,
} from './index.js';

const options = { dimensions: 10, minCount: 1, workers: 1, sample: 0 } as const;
const corpus = sentencesOf(['animals', 'colours'], 300);

const train = (more: Word2VecTrainOptions = {}) => trainWord2Vec(corpus, { ...options, ...more });

function bitsOf({ vectors }: Word2Vec): string {
  return Buffer.from(vectors.matrix.values.slice().buffer).toString('base64');
}

describe('a trained model', () => {
  test('has vectors that can be asked, and a report', async () => {
    const { vectors, report, settings } = await train({ learningRate: 0.1 });
    expect([vectors.size, vectors.dimensions]).toEqual([12, 10]);
    expect(
      vectors
        .nearest('cat', { topK: 5 })
        .map(({ item }) => item)
        .toSorted(),
    ).toEqual([...['cow', 'dog', 'horse', 'naïve goat', 'sheep']]);
    expect(vectors.oddOneOut(['red', 'green', 'dog', 'blue'])).toBe('dog');
    const counts = corpus.flat().filter((word) => word === 'naïve goat').length;
    expect(vectors.countOf('naïve goat')).toBe(counts);
    expect(report).toMatchObject({ tokens: 1800, vocabulary: 12, workers: 1 });
    expect(report.loss).toHaveLength(5);
    expect(settings).toMatchObject({ learningRate: 0.1, window: 5 });
  });

  test('is the same for the same seed', async () => {
    const first = bitsOf(await train());
    expect(bitsOf(await train())).toBe(first);
    expect(bitsOf(await train({ seed: 2 }))).not.toBe(first);
  });

  test('encodes words, with a note for each that it does not know', async () => {
    const { encoder, vectors } = await train();
    expect(encoder).toMatchObject({ id: 'word2vec', modality: 'word', dimensions: 10 });
    const { rows, row, notes } = await encode(encoder, ['dog', 'unicorn', 'red']);
    expect(rows).toBe(3);
    expect(row(0)).toEqual(vectors.get('dog'));
    expect([...row(1)]).toEqual(new Array(10).fill(0));
    expect(row(2)).toEqual(vectors.get('red'));
    expect(notes).toMatchObject([{ row: 1, kind: 'missing' }]);
  });

  test('encodes with fewer dimensions, of length 1, in batches', async () => {
    const { encoder, vectors } = await train();
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
    const model = await train();
    await model.dispose();
    expect(() => model.vectors.get('cat')).toThrow('disposed');
    expect(await rejection(model.save('/nowhere/model'))).toBeInstanceOf(InvalidInputError);
    const error = await rejection(model.continueTraining(corpus));
    expect(error.message).toContain('disposed');
    await model.dispose();
  });
});

describe('a model file', () => {
  async function saved(model: Word2Vec): Promise<string> {
    const path = join(await temporaryDirectory(), 'model.safetensors');
    await model.save(path);
    return path;
  }

  test('holds the whole model, to the bit', async () => {
    const model = await train({ architecture: 'cbow' });
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
    const model = await train();
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
    const model = await train();
    const vectors = await readVectors(await saved(model));
    expect(vectors.get('naïve goat')).toEqual(model.vectors.get('naïve goat'));
  });

  test('keeps words that are not UTF-8', async () => {
    const path = join(await temporaryDirectory(), 'latin1.txt');
    await writeFile(path, Buffer.from('café olé '.repeat(20), 'latin1'));
    const model = await trainWord2Vec({ path }, { ...options, invalidUtf8: 'keep' });
    const loaded = await loadWord2Vec(await saved(model));
    expect([...loaded.vectors.keys()]).toEqual(['caf\udce9', 'ol\udce9']);
  });

  test('that cannot be written leaves the old one whole', async () => {
    const model = await train();
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
    const bytes = await readFile(await saved(await train()));
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
    const bytes = await readFile(await saved(await train()));
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

describe('further training', () => {
  const more: Word2VecContinueOptions = { minCount: 1, workers: 1 };

  test('learns from more text and leaves the model as it was', async () => {
    const model = await train();
    const before = bitsOf(model);
    const next = await model.continueTraining(corpus, more);
    expect(bitsOf(model)).toBe(before);
    expect(bitsOf(next)).not.toBe(before);
    expect(next.settings).toEqual(model.settings);
    expect([...next.vectors.keys()]).toEqual([...model.vectors.keys()]);
    expect(next.vectors.countOf('cat')).toBe(2 * model.vectors.countOf('cat')!);
    // It begins where the first training ended: with what it had learnt.
    expect(next.report.loss[0]).toBeLessThan(model.report.loss[0]!);
  });

  test('goes on from a loaded model as from the one that was saved', async () => {
    const path = join(await temporaryDirectory(), 'model.safetensors');
    const model = await train();
    await model.save(path);
    const loaded = await loadWord2Vec(path);
    const [a, b] = [model, loaded].map((each) => each.continueTraining(corpus, more));
    expect(bitsOf(await a!)).toBe(bitsOf(await b!));
  });

  test('passes over words it does not know, unless it may learn them', async () => {
    const model = await train({ learningRate: 0.1 });
    const text = sentencesOf(['animals', 'numbers'], 300);
    const closed = await model.continueTraining(text, more);
    expect([...closed.vectors.keys()]).toEqual([...model.vectors.keys()]);
    expect(closed.report).toMatchObject({ tokens: 1800, vocabulary: 12 });

    const open = await model.continueTraining(text, { ...more, extendVocabulary: true });
    const words = [...open.vectors.keys()];
    expect(words.slice(0, 12)).toEqual([...model.vectors.keys()]);
    expect(words.slice(12).toSorted()).toEqual(['five', 'four', 'one', 'six', 'three', 'two']);
    expect(open.vectors.oddOneOut(['one', 'two', 'four', 'cat'])).toBe('cat');
    // Words that did not come again are as they were.
    expect(open.vectors.get('red')).toEqual(model.vectors.get('red'));
    expect(open.vectors.countOf('red')).toBe(model.vectors.countOf('red'));
  });

  test('counts new words by minCount, and by maxVocabulary with the old ones', async () => {
    const model = await train();
    const text = 'cat seldom often often rarely often seldom'.split(' ');
    const extend = (rules: Word2VecContinueOptions) =>
      model
        .continueTraining([text], { ...more, extendVocabulary: true, ...rules })
        .then(({ vectors }) => [...vectors.keys()].slice(12));
    expect(await extend({ minCount: 2 })).toEqual(['often', 'seldom']);
    expect(await extend({ maxVocabulary: 13 })).toEqual(['often']);
    expect(await extend({ maxVocabulary: 5 })).toEqual([]);
  });

  test('takes the settings that are given, and the old ones where undefined is', async () => {
    const model = await train({ learningRate: 0.04, window: 3 });
    const given = { ...more, window: 2, learningRate: undefined };
    const next = await model.continueTraining(corpus, given);
    expect(next.settings).toEqual({ ...model.settings, window: 2 });
  });

  test('refuses text in which no known word occurs', async () => {
    const model = await train();
    const error = await rejection(model.continueTraining('nothing is known here', more));
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error.message).toContain("none of the model's 12 words occurs in the corpus");
    expect(error.message).toContain('extendVocabulary: true');
  });

  test.each([
    [{ dimensions: 20 }, "Word2VecContinueOptions has no option 'dimensions'"],
    [{ architecture: 'cbow' }, "Word2VecContinueOptions has no option 'architecture'"],
    [{ extendVocabulry: true }, "Did you mean 'extendVocabulary'?"],
    [{ extendVocabulary: 'yes' }, 'extendVocabulary must be true or false'],
    [{ window: -1 }, 'window must be an integer'],
  ])('refuses %j', async (wrong, message) => {
    const model = await train();
    const error = await rejection(model.continueTraining(corpus, wrong as object));
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error.message).toContain(message);
  });

  test('needs output vectors, which a file of vectors alone does not have', async () => {
    const path = join(await temporaryDirectory(), 'model.safetensors');
    await (await train()).save(path);
    const bytes = Buffer.from(await readFile(path));
    // Another name, and the tensor is only one that nobody knows.
    bytes.write('"outpux"', bytes.indexOf('"output"'));
    const loaded = await loadWord2Vec(bytes);
    expect(loaded.vectors.size).toBe(12);
    const error = await rejection(loaded.continueTraining(corpus, more));
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error.message).toContain('no output vectors');
  });
});

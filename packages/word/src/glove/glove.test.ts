import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InvalidInputError, ModelFileError, SourceError } from '@tovec/core';
import { readVectors } from '@tovec/vectors';
import { describe, expect, test } from 'vitest';
import { mutated, rejection, sentencesOf, temporaryDirectory } from '../testing/helpers.js';
import { trainWord2Vec } from '../word2vec/index.js';
import {
  cooccurrences,
  type Glove,
  type GloveTrainOptions,
  loadGlove,
  trainGlove,
} from './index.js';

/**
 * Sentences about animals or colours, with a word of the other now and then: GloVe sees only pairs that
 * occur, so topics that never meet would not be told apart.
 */
const corpus = sentencesOf(['animals', 'colours'], 600).map((sentence, at, all) =>
  sentence.map((word, place) =>
    place === at % 6 ? all[(at * 7 + 1) % all.length]![place]! : word,
  ),
);
const small = { dimensions: 10, window: 5, xMax: 10, workers: 1, epochs: 10, minCount: 1 } as const;

function train(options: GloveTrainOptions = {}): Promise<Glove> {
  return trainGlove(corpus, { ...small, ...options });
}

function bitsOf({ tables }: Glove): string[] {
  return Object.values(tables).map((values: Float32Array) =>
    Buffer.from(values.slice().buffer).toString('base64'),
  );
}

describe('GloVe', () => {
  test('puts words that stand together near each other', async () => {
    const { vectors, report } = await train({ epochs: 25, xMax: 300 });
    expect(vectors.oddOneOut(['cat', 'dog', 'horse', 'red'])).toBe('red');
    const nearest = vectors.nearest('green', { topK: 5 }).map(({ item }) => item);
    expect(nearest.toSorted()).toEqual(['black', 'blue', 'grey', 'red', 'white']);
    expect(report.loss).toHaveLength(25);
    expect(report.loss[24]!).toBeLessThan(report.loss[0]! / 2);
    expect(report).toMatchObject({ tokens: 3600, vocabulary: 12, workers: 1 });
    expect(report.nonZeros).toBe(report.counting.nonZeros);
    const { train: seconds, total } = report.seconds;
    expect(total).toBeCloseTo(report.counting.seconds.total + seconds, 12);
  });

  test('learns products that are the logarithms of co-occurrences', async () => {
    await using counted = await cooccurrences(corpus, { window: 5, minCount: 1 });
    const { tables } = await trainGlove(counted, { ...small, minCount: undefined, epochs: 300 });
    const { words, contexts, wordBiases, contextBiases } = tables;
    let worst = 0;
    for await (const { rows, columns, values } of counted.blocks()) {
      values.forEach((value, at) => {
        const [row, column] = [rows[at]!, columns[at]!];
        let product = wordBiases[row]! + contextBiases[column]!;
        for (let d = 0; d < 10; d++) product += words[row * 10 + d]! * contexts[column * 10 + d]!;
        worst = Math.max(worst, Math.abs(product - Math.log(value)));
      });
    }
    expect(worst).toBeLessThan(0.1);
  });

  test('gives the same bytes for the same seed, and others for another', async () => {
    const [one, again, other] = await Promise.all([train(), train(), train({ seed: 2 })]);
    expect(bitsOf(one)).toEqual(bitsOf(again));
    expect(bitsOf(one)).not.toEqual(bitsOf(other));
  });

  test('learns on several workers as well', async () => {
    const { vectors, report } = await train({ epochs: 25, xMax: 300, workers: 3 });
    expect(vectors.oddOneOut(['cat', 'dog', 'horse', 'red'])).toBe('red');
    expect(report.workers).toBe(3);
  });

  test('gives words the sum of their vectors, one of them, or both', async () => {
    const model = await train();
    const { words, contexts } = model.tables;
    const row = [...model.vectors.keys()].indexOf('cat');
    const part = (table: Float32Array) => table.slice(row * 10, row * 10 + 10);
    const sum = part(words).map((value, d) => value + part(contexts)[d]!);
    expect(model.vectors.get('cat')).toEqual(sum);
    expect(model.withVectors('word').vectors.get('cat')).toEqual(part(words));
    expect(model.withVectors('context').vectors.get('cat')).toEqual(part(contexts));
    const both = model.withVectors('concatenation');
    expect(both.vectors.get('cat')).toEqual(Float32Array.of(...part(words), ...part(contexts)));
    expect(both.encoder.dimensions).toBe(20);
    expect((await train({ vectors: 'word' })).vectors.get('cat')).toEqual(part(words));
  });

  test('keeps co-occurrences in a file and takes them from there', async () => {
    const path = join(await temporaryDirectory(), 'counts.safetensors');
    const first = await train({ cooccurrences: path });
    const written = await readFile(path);
    const second = await train({ cooccurrences: path, minCount: undefined });
    expect(bitsOf(second)).toEqual(bitsOf(first));
    expect(await readFile(path)).toEqual(written);
    const error = await rejection(train({ cooccurrences: path, minCount: undefined, window: 7 }));
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error.message).toContain('was counted with window 5, but 7 is asked for');
    await using counted = await cooccurrences(corpus, { window: 5, minCount: 1 });
    const other = await rejection(
      trainGlove(counted, { ...small, minCount: undefined, symmetric: false }),
    );
    expect(other.message).toContain('was counted with symmetric true');
  });

  test('refuses options of counting where nothing is counted', async () => {
    const path = join(await temporaryDirectory(), 'counts.safetensors');
    await train({ cooccurrences: path });
    const { minCount: _, ...training } = small;
    await using counted = await cooccurrences(corpus, { window: 5, minCount: 1 });
    const idle: GloveTrainOptions[] = [
      ...[{ minCount: 5 }, { maxVocabulary: 3 }, { keep: () => true }, { memory: '1gb' }],
      ...[{ lowercase: false }, { tokenPattern: /./g }, { invalidUtf8: 'keep' as const }],
    ];
    for (const option of idle) {
      for (const [table, more] of [
        [corpus, { cooccurrences: path }],
        [counted, {}],
      ] as const) {
        const error = await rejection(trainGlove(table, { ...training, ...more, ...option }));
        expect(error).toBeInstanceOf(InvalidInputError);
        expect(error.message).toContain(`${Object.keys(option)[0]} is for counting`);
      }
    }
    const twice = await rejection(trainGlove(counted, { ...training, cooccurrences: path }));
    expect(twice.message).toContain('cooccurrences is for counting');
    const nowhere = { path: join(path, 'nowhere.txt') };
    const missing = await rejection(trainGlove(nowhere, { ...training, cooccurrences: path }));
    expect(missing).toBeInstanceOf(SourceError);
    expect(missing.message).toContain('there is no corpus at');
  });

  test('checks how it is to run before anything is counted', async () => {
    const directory = await temporaryDirectory();
    const phases = new Set<string>();
    const onProgress = ({ phase }: { readonly phase: string }) => phases.add(phase);
    await trainWord2Vec('a b '.repeat(99), {
      ...{ dimensions: 4, workers: 1 },
      checkpoint: { directory },
    });
    await writeFile(join(directory, 'file'), '');
    const wrong: [GloveTrainOptions, string][] = [
      [{ resume: join(directory, 'none') }, 'there is no checkpoint'],
      [{ resume: directory }, 'the checkpoint is of another training'],
      [{ checkpoint: { directory: join(directory, 'file') } }, 'checkpoints cannot go to'],
      [{ workers: 0 }, 'workers must be'],
    ];
    for (const [options, message] of wrong) {
      const error = await rejection(train({ ...options, onProgress }));
      expect(error.message).toContain(message);
    }
    expect(phases).toEqual(new Set());
  });

  test('lets go of its tables when it is disposed of', async () => {
    const model = await train({ epochs: 1 });
    await model.dispose();
    expect(() => model.tables).toThrow('This model was disposed of');
    const path = join(await temporaryDirectory(), 'gone.safetensors');
    expect(await rejection(model.save(path))).toBeInstanceOf(InvalidInputError);
  });

  test.each([
    [{ dimension: 3 }, "Did you mean 'dimensions'?"],
    [{ xMax: 0 }, 'xMax must be a finite number greater than 0'],
    [{ vectors: 'both' }, 'vectors must be one of'],
    [{ memory: 'lots' }, 'memory must be'],
    [{ epochs: 1.5 }, 'epochs must be an integer'],
    [{ learningRate: 1e30, gradientClip: 1e30 }, 'training has diverged'],
  ])('refuses %j', async (options, message) => {
    const error = await rejection(train(options as object));
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error.message).toContain(message);
  });
});

test('GloVe needs words that stand near each other', async () => {
  const error = await rejection(trainGlove('one\ntwo\none', { minCount: 1 }));
  expect(error).toBeInstanceOf(InvalidInputError);
  expect(error.message).toContain('no two words of the vocabulary stand near each other');
});

describe('a GloVe model file', () => {
  test('holds the whole model, to the bit', async () => {
    const path = join(await temporaryDirectory(), 'model.safetensors');
    for (const vectors of ['sum', 'concatenation'] as const) {
      const model = await train({ vectors });
      await model.save(path);
      const loaded = await loadGlove(path);
      expect(bitsOf(loaded)).toEqual(bitsOf(model));
      expect([...loaded.vectors.keys()]).toEqual([...model.vectors.keys()]);
      expect(loaded.vectors.counts).toEqual(model.vectors.counts);
      expect(loaded.settings).toEqual(model.settings);
      expect(loaded.report).toEqual(model.report);
      expect(loaded.vectors.get('cow')).toEqual(model.vectors.get('cow'));
      expect((await readVectors(path)).get('cow')).toEqual(model.vectors.get('cow'));
      const chosen = await loadGlove(path, { vectors: 'context' });
      expect(chosen.vectors.get('cow')).toEqual(model.withVectors('context').vectors.get('cow'));
    }
  });

  test('that is damaged is a ModelFileError or still a model', async () => {
    const path = join(await temporaryDirectory(), 'model.safetensors');
    await (await train({ epochs: 1 })).save(path);
    const bytes = await readFile(path);
    for (let seed = 0; seed < 300; seed++) {
      const loaded = await loadGlove(mutated(bytes, seed)).catch((error: unknown) => error);
      if (loaded instanceof Error) expect(loaded).toBeInstanceOf(ModelFileError);
    }
  });
});

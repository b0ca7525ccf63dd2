import { join } from 'node:path';
import { InvalidInputError } from '@tovec/core';
import { describe, expect, test } from 'vitest';
import { rejection, sentencesOf, temporaryDirectory } from '../../testing/helpers.js';
import {
  type ClassifierTrainOptions,
  type FastTextTrainOptions,
  loadClassifier,
  loadFastText,
  trainClassifier,
  trainFastText,
} from '../index.js';

const corpus = sentencesOf(['animals', 'colours'], 300);
const small = { dimensions: 10, minCount: 1, workers: 1, bucket: 500 } as const;

const train = (options: FastTextTrainOptions = {}) =>
  trainFastText(corpus, { ...small, sample: 0, ...options });

describe('training word vectors', () => {
  test.each([
    ['skip-gram', 'negative-sampling'],
    ['skip-gram', 'hierarchical-softmax'],
    ['cbow', 'negative-sampling'],
    ['cbow', 'hierarchical-softmax'],
  ] as const)('tells topics apart: %s, %s', async (architecture, loss) => {
    const { vectors, report, settings } = await train({ architecture, loss, epochs: 10 });
    expect(vectors.oddOneOut(['cat', 'dog', 'red'])).toBe('red');
    expect(report!.loss.at(-1)).toBeLessThan(report!.loss[0]!);
    expect(settings).toMatchObject({ model: architecture, loss, bucket: 500, minn: 3, maxn: 6 });
  });

  test('composes words that it never saw, nearer to those they are written like', async () => {
    const model = await train({ epochs: 10 });
    const { notes } = await model.encoder.encode(['cat', 'doggish', 'x']);
    expect(notes.map(({ row, kind }) => [row, kind])).toEqual([
      [1, 'composed'],
      [2, 'composed'],
    ]);
    const nearest = model.nearest('doggish', { topK: 3 }).map(({ item }) => item);
    expect(nearest).toContain('dog');
  });

  test('is the same with the same seed, and another with another', async () => {
    const bits = async (seed: number) =>
      Buffer.from((await train({ seed })).vectors.matrix.values.slice().buffer).toString('base64');
    expect(await bits(1)).toBe(await bits(1));
    expect(await bits(1)).not.toBe(await bits(2));
  });

  test('makes a model that its own file and fastText’s keep', async () => {
    const directory = await temporaryDirectory();
    const model = await train({ loss: 'hierarchical-softmax' });
    for (const name of ['model.safetensors', 'model.bin']) {
      const path = join(directory, name);
      await model.save(path);
      const loaded = await loadFastText(path);
      expect(loaded.vectors.matrix.values).toEqual(model.vectors.matrix.values);
      expect(loaded.get('unseen')).toEqual(model.get('unseen'));
      expect(loaded.settings).toEqual(model.settings);
    }
  });

  test('does without n-grams', async () => {
    const model = await train({ maxn: 0 });
    expect(model.settings).toMatchObject({ minn: 0, maxn: 0, bucket: 0 });
    const { notes } = await model.encoder.encode(['doggish']);
    expect(notes).toMatchObject([{ row: 0, kind: 'missing' }]);
  });

  test('goes on from a checkpoint, with the same n-grams', async () => {
    const directory = await temporaryDirectory();
    const whole = await train({ checkpoint: { directory } });
    const resumed = await train({ resume: directory });
    expect(resumed.vectors.matrix.values).toEqual(whole.vectors.matrix.values);
    const error = await rejection(train({ resume: directory, bucket: 100 }));
    expect(error.message).toContain('bucket (500, now 100)');
  });

  test.each([
    [{ minn: 7 }, 'minn 7 is more than maxn 6'],
    [{ bucket: 0 }, 'n-grams need rows'],
    [{ loss: 'softmax' }, "loss must be one of 'negative-sampling', 'hierarchical-softmax'"],
    [{ negative: 0 }, 'negative must be an integer of at least 1'],
    [{ negative: 5, loss: 'hierarchical-softmax' }, "but the loss is 'hierarchical-softmax'"],
    [{ buckets: 3 }, "Did you mean 'bucket'?"],
    [{ dimensions: 300, bucket: 2e9 }, 'bucket'],
  ])('refuses %j', async (wrong, message) => {
    const error = await rejection(train(wrong as object));
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error.message).toContain(message);
  });
});

const lines = [
  '__label__animal the cat purrs',
  '__label__weather the rain falls',
  '__label__animal __label__wet the fish swims in the rain',
];

const classify = (options: ClassifierTrainOptions = {}) =>
  trainClassifier(`${lines.join('\n')}\n`.repeat(100), { ...small, epochs: 10, ...options });

describe('training a classifier', () => {
  test.each(['softmax', 'hierarchical-softmax', 'one-vs-all', 'negative-sampling'] as const)(
    'learns the labels of lines: %s',
    async (loss) => {
      const model = await classify({ loss, learningRate: 0.5 });
      const [cat, rain, fish] = model.predict(['the cat purrs', 'rain falls', 'fish swims'], {
        topK: 3,
      });
      expect(cat![0]!.label).toBe('__label__animal');
      expect(rain![0]!.label).toBe('__label__weather');
      const best = fish!.slice(0, 2).map(({ label }) => label);
      expect(best.toSorted()).toEqual(['__label__animal', '__label__wet']);
    },
  );

  test('hears the order of words with n-grams of words', async () => {
    const text = '__label__a one two\n__label__b two one\n'.repeat(300);
    const predictions = async (wordNgrams: number) => {
      const model = await trainClassifier(text, { ...small, wordNgrams, learningRate: 1 });
      return model.predict(['one two', 'two one']).map(([best]) => best!.label);
    };
    expect(await predictions(2)).toEqual(['__label__a', '__label__b']);
    expect(new Set(await predictions(1)).size).toBe(1);
  });

  test('knows unseen words by their n-grams', async () => {
    const model = await classify({ minn: 2, maxn: 4, learningRate: 1 });
    expect(model.predict(['purring'])[0]![0]!.label).toBe('__label__animal');
  });

  test('takes a word of any length without a room for it in every line', async () => {
    const word = 'x'.repeat(20_000);
    const text = `__label__a ${word} ${word} one\n__label__b two\n`.repeat(20);
    const model = await trainClassifier(text, { ...small, minn: 3, maxn: 6 });
    expect(model.report!.memoryBytes).toBeLessThan(30e6);
    expect(model.predict(['two'])[0]![0]!.label).toBe('__label__b');
  });

  test('makes a model that its own file and fastText’s keep', async () => {
    const directory = await temporaryDirectory();
    const model = await classify({ loss: 'hierarchical-softmax', wordNgrams: 2 });
    for (const name of ['model.safetensors', 'model.bin']) {
      await model.save(join(directory, name));
      const loaded = await loadClassifier(join(directory, name));
      expect(loaded.predict(lines, { topK: 3 })).toEqual(model.predict(lines, { topK: 3 }));
    }
  });

  test.each([
    [{ wordNgrams: 0 }, 'wordNgrams must be an integer from 1'],
    [{ loss: 'hinge' }, 'loss must be one of'],
    [{ negative: 5 }, "negative is for the loss 'negative-sampling', but the loss is 'softmax'"],
    [{ negative: 5, loss: 'one-vs-all' }, "but the loss is 'one-vs-all'"],
    [{ labelPrefix: '' }, 'labelPrefix'],
    [{ labelPrefix: '<' }, 'no word of it begins with <'],
    [{ labelPrefix: '#' }, 'no word of it begins with #'],
    [{ minLabelCount: 1000 }, 'none of its 3 labels occurs minLabelCount = 1000 times'],
    [{ window: 5 }, "ClassifierTrainOptions has no option 'window'"],
  ])('refuses %j', async (wrong, message) => {
    const error = await rejection(classify(wrong as object));
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error.message).toContain(message);
  });
});

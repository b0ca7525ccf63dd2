import { InvalidInputError } from '@tovec/core';
import { describe, expect, test } from 'vitest';
import type { Corpus } from './corpus/corpus.js';
import { sgdSettings } from './sgd/settings.js';
import { rejection, temporaryDirectory } from './testing/helpers.js';
import { type LabelledJob, trainLabelled } from './train-labelled.js';

const lines = '__label__animal the cat purrs\n__label__weather the rain falls\n'.repeat(100);

/** A job in which each word is one row, and nothing has n-grams. */
function job(changes: Partial<LabelledJob> = {}): LabelledJob {
  return {
    settings: sgdSettings({ dimensions: 8, sample: 0, window: 1, learningRate: 0.5 }),
    loss: 'softmax',
    rules: {
      ...{ labelPrefix: '__label__', minCount: 1, minLabelCount: 0, keepUnknown: false },
      invalidUtf8: 'throw',
    },
    wordNgrams: 1,
    buckets: 0,
    featuresOf: (tokens) => ({
      offsets: Uint32Array.from({ length: tokens.length + 1 }, (_, at) => at),
      rows: Uint32Array.from(tokens, (_, at) => at),
      hashes: new Uint32Array(tokens.length),
    }),
    resumable: {},
    ...changes,
  };
}

const train = (corpus: Corpus, changes: Partial<LabelledJob> = {}) =>
  trainLabelled(corpus, job(changes), { workers: 1 });

describe('training on labelled lines', () => {
  test('counts words and labels apart, with the end of a line as a word', async () => {
    const { words, labels, input, output, report } = await train(lines);
    expect(words.words).toEqual(['</s>', 'the', 'cat', 'falls', 'purrs', 'rain']);
    // A text that is not a file ends with a line end of its own.
    expect([...words.counts]).toEqual([201, 200, 100, 100, 100, 100]);
    expect(labels.words).toEqual(['__label__animal', '__label__weather']);
    expect([input.rows, output.rows]).toEqual([6, 2]);
    expect(report).toMatchObject({ tokens: 800, vocabulary: 6 });
  });

  test.each([
    ['softmax', 0],
    ['one-vs-all', 0],
    ['sampled', 1],
  ] as const)('learns the labels: %s', async (loss, negative) => {
    const settings = sgdSettings({
      ...{
        dimensions: 8,
        sample: 0,
        window: 1,
        learningRate: 0.5,
        negative: Math.max(1, negative),
      },
    });
    const { report } = await train(lines, { loss, settings });
    expect(report.loss[4]).toBeLessThan(0.3 * report.loss[0]!);
  });

  test('leaves out what is rare', async () => {
    const corpus = `${lines}__label__odd the once\n`;
    const rules = { ...job().rules, minCount: 2, minLabelCount: 2 };
    const { words, labels } = await train(corpus, { rules });
    expect(words.words).not.toContain('once');
    expect(labels.words).toEqual(['__label__animal', '__label__weather']);
  });

  test('does not need a line end behind the last line, nor labels on every line', async () => {
    const { words } = await train('no label here\n\n__label__a word\n__label__b thing');
    expect(words.words[0]).toBe('</s>');
    expect(words.counts[0]).toBe(4);
  });

  test.each([
    ['no word of it begins with __label__', 'nothing is labelled'],
    ['no words to learn them from', '__label__a __label__b'],
  ])('refuses a corpus with a hint: %s', async (message, corpus) => {
    const error = await rejection(train(corpus));
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error.message).toContain(message);
  });

  test('goes on from a checkpoint to the same bytes', async () => {
    const directory = await temporaryDirectory();
    const whole = await trainLabelled(lines, job(), { workers: 1, checkpoint: { directory } });
    const resumed = await trainLabelled(lines, job(), { workers: 1, resume: directory });
    expect(resumed.input.values).toEqual(whole.input.values);
    expect(resumed.labels).toEqual(whole.labels);
    const other = job({ resumable: { wordNgrams: 2 } });
    const error = await rejection(trainLabelled(lines, other, { resume: directory }));
    expect(error.message).toContain('other options: wordNgrams');
  });
});

import { InvalidInputError } from '@tovec/core';
import { describe, expect, test } from 'vitest';
import { rejection, temporaryDirectory } from '../testing/helpers.js';
import { topicSentences } from '../testing/topics.js';
import type { Documents } from './documents.js';
import { documentSettings } from './settings.js';
import { type TrainDocumentsOptions, trainDocuments } from './train-documents.js';

const small = { dimensions: 6, minCount: 1, workers: 1, sample: 0, epochs: 10 } as const;
const texts = topicSentences(200).map((words) => words.join(' '));
const kinds = [
  { architecture: 'dbow' },
  { architecture: 'dbow', trainWords: true },
  { architecture: 'dm', combine: 'mean' },
  { architecture: 'dm', combine: 'sum', hierarchicalSoftmax: true },
  { architecture: 'dm', combine: 'concatenate' },
] as const;

async function refused(documents: Documents, options: TrainDocumentsOptions = {}) {
  const error = await rejection(trainDocuments(documents, { ...small, ...options }));
  expect(error).toBeInstanceOf(InvalidInputError);
  return error.message;
}

describe('training on documents', () => {
  test.each(kinds)('gives a row for every tag: %o', async (kind) => {
    const training = await trainDocuments(texts, { ...small, ...kind });
    const { input, wordRows, tags, report, vocabulary } = training;
    const words = kind.architecture === 'dbow' && !('trainWords' in kind) ? 0 : 24;
    const padding = 'combine' in kind && kind.combine === 'concatenate' ? 1 : 0;
    expect([vocabulary.words.length, tags.length, wordRows]).toEqual([24, 200, words + padding]);
    expect([input.rows, input.dimensions]).toEqual([wordRows + 200, 6]);
    expect(report).toMatchObject({ documents: 200, tags: 200, tokens: 1600, sharedTags: 0 });
    expect(report.unlearnt.count).toBe(0);
    expect(report.loss.at(-1)).toBeLessThan(report.loss[0]!);
    expect(input.values.every(Number.isFinite)).toBe(true);
  });

  test.each(kinds)(
    'gives the same bytes again, and goes on from a checkpoint: %o',
    async (kind) => {
      const directory = await temporaryDirectory();
      const options = { ...small, ...kind };
      const whole = await trainDocuments(texts, { ...options, checkpoint: { directory } });
      const again = await trainDocuments(texts, options);
      const resumed = await trainDocuments(texts, { ...options, resume: directory });
      expect(again.input.values).toEqual(whole.input.values);
      expect(resumed.input.values).toEqual(whole.input.values);
      expect(resumed.tags.toArray()).toEqual(whole.tags.toArray());
      const other = { ...options, resume: directory, duplicateTags: 'share' } as const;
      expect((await rejection(trainDocuments(texts, other))).message).toContain('duplicateTags');
    },
  );

  test('learns all of a long document, on several workers as well', async () => {
    const long = Array.from({ length: 50_000 }, (_, at) => `w${at % 50}`).join(' ');
    for (const workers of [1, 3]) {
      const { report } = await trainDocuments([long, long], { ...small, workers, epochs: 1 });
      expect(report.tokens).toBe(100_000);
      expect(report.loss[0]).toBeGreaterThan(0);
    }
  });

  test('sets documents without a known word to zero and lists them', async () => {
    const documents = [...texts, '', 'once'];
    const { input, report, wordRows } = await trainDocuments(documents, { ...small, minCount: 2 });
    expect(report.unlearnt).toEqual({ count: 2, tags: ['200', '201'] });
    const rows = input.values.subarray((wordRows + 200) * 6);
    expect([...rows]).toEqual(new Array(12).fill(0));
  });

  test('lets documents with the same tag share a vector when they are to', async () => {
    const documents = texts.map((text, at) => ({ tags: [`d${at}`, `class ${at % 2}`], text }));
    expect(await refused(documents)).toContain("the tag 'class 0'");
    const { report, tags } = await trainDocuments(documents, { ...small, duplicateTags: 'share' });
    expect([tags.length, report.sharedTags, report.documents]).toEqual([202, 2, 200]);
  });

  test('refuses documents with nothing in them', async () => {
    expect(await refused([])).toContain('there are no documents');
    expect(await refused(['', ' \n'])).toContain('the corpus is empty');
    expect(await refused(['a b c'], { minCount: 2 })).toContain('minCount = 2');
  });

  test('refuses to concatenate different numbers of tags', async () => {
    const documents = [
      { tags: ['a', 'b'], text: 'one two' },
      { tags: 'c', text: 'one two' },
    ];
    const message = await refused(documents, { combine: 'concatenate' });
    expect(message).toContain('they have from 1 to 2');
  });

  test.each([
    [{ architecture: 'skip-gram' }, 'architecture must be one of'],
    [{ combine: 'product' }, 'combine must be one of'],
    [{ trainWords: 1 }, 'trainWords must be true or false'],
    [{ architecture: 'dm', trainWords: false }, "with architecture 'dm' words are always trained"],
    [{ negative: 0 }, 'nothing to learn from'],
    [{ learningRate: 0 }, 'learningRate must be'],
    [{ duplicateTags: 'merge' }, 'duplicateTags must be one of'],
    [{ vectorSize: 3 }, "no option 'vectorSize'"],
    [{ invalidUtf8: 'keep' }, "no option 'invalidUtf8'"],
  ])('refuses %o', async (options, message) => {
    expect(await refused(texts, options as unknown as TrainDocumentsOptions)).toContain(message);
  });

  test("has gensim's defaults", () => {
    expect(documentSettings({})).toEqual({
      ...{ architecture: 'dm', combine: 'mean', trainWords: true, dimensions: 100, window: 5 },
      ...{ negative: 5, hierarchicalSoftmax: false, noiseReuse: 4, sample: 1e-3, epochs: 10 },
      ...{ learningRate: 0.025, minLearningRate: 1e-4, dynamicWindow: true, noiseExponent: 0.75 },
      seed: 1,
    });
  });
});

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InvalidInputError } from '@tovec/core';
import { describe, expect, test } from 'vitest';
import { rejection, sentencesOf, temporaryDirectory } from '../testing/helpers.js';
import { bitsOf, smallCorpus, trainSmall } from '../testing/small-model.js';
import { loadWord2Vec, type Word2VecContinueOptions } from './index.js';

describe('further training', () => {
  const more: Word2VecContinueOptions = { minCount: 1, workers: 1 };

  test('learns from more text and leaves the model as it was', async () => {
    const model = await trainSmall();
    const before = bitsOf(model);
    const next = await model.continueTraining(smallCorpus, more);
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
    const model = await trainSmall();
    await model.save(path);
    const loaded = await loadWord2Vec(path);
    const [a, b] = [model, loaded].map((each) => each.continueTraining(smallCorpus, more));
    expect(bitsOf(await a!)).toBe(bitsOf(await b!));
  });

  test('passes over words it does not know, unless it may learn them', async () => {
    const model = await trainSmall({ learningRate: 0.1 });
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
    const model = await trainSmall();
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
    const model = await trainSmall({ learningRate: 0.04, window: 3 });
    const given = { ...more, window: 2, learningRate: undefined };
    const next = await model.continueTraining(smallCorpus, given);
    expect(next.settings).toEqual({ ...model.settings, window: 2 });
  });

  test('refuses text in which no known word occurs', async () => {
    const model = await trainSmall();
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
    const model = await trainSmall();
    const error = await rejection(model.continueTraining(smallCorpus, wrong as object));
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error.message).toContain(message);
  });

  test('needs output vectors, which a file of vectors alone does not have', async () => {
    const path = join(await temporaryDirectory(), 'model.safetensors');
    await (await trainSmall()).save(path);
    const bytes = Buffer.from(await readFile(path));
    // Another name, and the tensor is only one that nobody knows.
    bytes.write('"outpux"', bytes.indexOf('"output"'));
    const loaded = await loadWord2Vec(bytes);
    expect(loaded.vectors.size).toBe(12);
    const error = await rejection(loaded.continueTraining(smallCorpus, more));
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error.message).toContain('no output vectors');
  });
});

import { join } from 'node:path';
import { openSource, readSafetensors } from '@tovec/core';
import { describe, expect, test } from 'vitest';
import { rejection, sentencesOf, temporaryDirectory } from '../testing/helpers.js';
import { bitsOf, smallCorpus, trainSmall } from '../testing/small-model.js';
import { loadWord2Vec, type Word2VecContinueOptions } from './index.js';

const tree = { hierarchicalSoftmax: true, negative: 0 } as const;
const more: Word2VecContinueOptions = { minCount: 1, workers: 1 };

describe('a model with hierarchical softmax', () => {
  test.each(['skip-gram', 'cbow'] as const)('tells topics apart: %s', async (architecture) => {
    const { vectors, settings } = await trainSmall({ ...tree, architecture, epochs: 10 });
    expect(settings).toMatchObject({ hierarchicalSoftmax: true, negative: 0 });
    expect(vectors.oddOneOut(['cat', 'dog', 'red'])).toBe('red');
  });

  test('keeps its tree in its file, and no output vectors that it does not have', async () => {
    const path = join(await temporaryDirectory(), 'model.safetensors');
    await (await trainSmall(tree)).save(path);
    await using reader = await openSource(path);
    const names = [...(await readSafetensors(reader)).tensors.keys()];
    expect(names).toContain('tree');
    expect(names).toContain('tree.counts');
    expect(names).not.toContain('output');
  });

  test.each([tree, { ...tree, negative: 3 }])('goes on when it was saved: %j', async (options) => {
    const path = join(await temporaryDirectory(), 'model.safetensors');
    const model = await trainSmall(options);
    await model.save(path);
    const loaded = await loadWord2Vec(path);
    // Twice, so that counts are no longer those the tree was made from.
    const twice = [model, loaded].map(async (each) => {
      const next = await each.continueTraining(smallCorpus, more);
      return bitsOf(await next.continueTraining(smallCorpus, more));
    });
    expect(await twice[0]).toBe(await twice[1]);
    const next = await loaded.continueTraining(smallCorpus, more);
    expect(next.report.loss[0]).toBeLessThan(model.report.loss[0]!);
  });

  test('learns new words with a new tree', async () => {
    const model = await trainSmall({ ...tree, epochs: 10 });
    const text = sentencesOf(['animals', 'numbers'], 300);
    const open = await model.continueTraining(text, { ...more, extendVocabulary: true });
    expect(open.vectors.size).toBe(18);
    expect(open.vectors.oddOneOut(['one', 'two', 'four', 'cat'])).toBe('cat');
  });

  test('cannot go on with what it was not trained with', async () => {
    const model = await trainSmall(tree);
    const error = await rejection(model.continueTraining(smallCorpus, { ...more, negative: 5 }));
    expect(error.message).toContain('no output vectors to go on training with negative sampling');
  });

  test('is refused with nothing to predict', async () => {
    const error = await rejection(trainSmall({ negative: 0 }));
    expect(error.message).toContain('hierarchicalSoftmax: true');
  });
});

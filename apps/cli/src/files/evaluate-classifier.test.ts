import { trainClassifier } from '@tovec/word/fasttext';
import { expect, test } from 'vitest';
import { labelledTexts } from '../testing/texts.js';
import { evaluateClassifier } from './evaluate-classifier.js';

const texts = labelledTexts(50);
const classifier = await trainClassifier(texts, { dimensions: 4, epochs: 2, workers: 1 });
const examples = [...texts.trim().split('\n'), '__label__food a king', '__label__none a king', 'x'];
const options = { topK: 1, threshold: 0.4 };

test('groups of examples are counted like all at once', async () => {
  const { signal } = new AbortController();
  const whole = classifier.evaluate(examples, options);
  expect(whole.precision).toBeLessThan(1);
  for (const group of [1, 7, 50, 1000]) {
    expect(await evaluateClassifier(classifier, examples, { ...options, signal, group })).toEqual(
      whole,
    );
  }
});

test('an abort is heard between two groups', async () => {
  const controller = new AbortController();
  let asked = 0;
  const counting = {
    evaluate: (...args: Parameters<typeof classifier.evaluate>) => {
      if (++asked === 3) setImmediate(() => controller.abort(new Error('enough')));
      return classifier.evaluate(...args);
    },
  };
  const { signal } = controller;
  const evaluating = evaluateClassifier(counting, examples, { ...options, signal, group: 1 });
  await expect(evaluating).rejects.toThrow('enough');
  expect(asked).toBeLessThan(6);
});

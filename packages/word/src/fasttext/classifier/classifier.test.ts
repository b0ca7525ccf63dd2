import { readFileSync } from 'node:fs';
import { InvalidInputError } from '@tovec/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rejection } from '../../testing/helpers.js';
import { loadClassifier } from '../index.js';
import { fixture, goldens } from '../testing/goldens.js';
import { BestLabels } from './best-labels.js';

const load = (name = 'softmax.bin') => loadClassifier(fixture(name));

describe('reading texts', () => {
  test('white space of any kind separates words, and the text ends at its end', async () => {
    await using model = await load();
    const [blank, ...others] = model.predict([
      'alle Menschen sind',
      'alle\nMenschen sind\n',
      '\talle\vMenschen\f\r\nsind\0',
      'alle Menschen sind </s> human rights',
    ]);
    for (const prediction of others) expect(prediction).toEqual(blank);
  });

  test('labels among the words, known or not, make no difference', async () => {
    await using model = await load();
    const [plain, ...others] = model.predict([
      'alle Menschen sind',
      '__label__de alle __label__fr Menschen sind',
      'alle __label__unknown Menschen sind',
    ]);
    for (const prediction of others) expect(prediction).toEqual(plain);
  });

  test('a text in which nothing is known has no prediction', async () => {
    // Without the end of a line in its vocabulary, and without character n-grams.
    const bytes = readFileSync(fixture('hierarchical.bin'));
    bytes.write('<_s>', bytes.indexOf('</s>'), 'latin1');
    await using model = await loadClassifier(bytes);
    expect(model.predict(['', 'unknown', 'Menschen'])).toEqual([
      [],
      [],
      [expect.objectContaining({ label: expect.stringContaining('__label__') })],
    ]);
    const { data, notes } = await model.encoder.encode(['unknown', 'Menschen']);
    expect([...data.subarray(0, 4)]).toEqual([0, 0, 0, 0]);
    expect(notes).toEqual([
      { row: 0, kind: 'missing', message: 'the model knows nothing in this text' },
    ]);
  });
});

test('a text of which only the end is known is missing, with the vector that fastText gives it', async () => {
  await using model = await load('hierarchical.bin');
  const texts = ['unknown', '', 'Menschen', 'unknown </s> Menschen'];
  const { data, notes } = await model.encoder.encode(texts);
  expect(notes.map(({ row, kind }) => [row, kind])).toEqual([
    [0, 'missing'],
    [1, 'missing'],
    [3, 'missing'],
  ]);
  const row = (at: number) => [...data.subarray(at * 4, at * 4 + 4)];
  expect(row(0)).toEqual(row(1));
  expect(row(0).some((value) => value !== 0)).toBe(true);
});

describe('predicting', () => {
  test('one by one and together gives the same', async () => {
    await using model = await load();
    const together = model.predict(goldens.lines, { topK: 2 });
    const alone = goldens.lines.map((line) => model.predict([line], { topK: 2 })[0]);
    expect(together).toEqual(alone);
  });

  test('all labels gives probabilities that add up to 1', async () => {
    await using model = await load();
    const [all] = model.predict(['free and equal'], { topK: Number.POSITIVE_INFINITY });
    expect(all!.map(({ label }) => label).toSorted()).toEqual(model.labels.toSorted());
    const sum = all!.reduce((total, { probability }) => total + probability, 0);
    // fastText adds 0.00001 to each.
    expect(sum).toBeCloseTo(1 + all!.length * 1e-5, 4);
    expect(
      all!.every(({ probability }, at) => probability <= (all![at - 1]?.probability ?? 1)),
    ).toBe(true);
  });

  test('takes options that can be, and an array of strings', async () => {
    await using model = await load();
    const wrong = [
      () => model.predict(['a'], { topK: 0 }),
      () => model.predict(['a'], { threshold: Number.NaN }),
      () => model.predict(['a'], { top: 3 } as never),
      () => model.predict('a text' as never),
      () => model.predict([5 as never]),
    ];
    for (const call of wrong) expect(call).toThrow(InvalidInputError);
    expect(() => model.predict('a text' as never)).toThrow('texts must be an array of strings');
  });

  test('ends with the model', async () => {
    const model = await load();
    await model.dispose();
    expect(() => model.predict(['a'])).toThrow('This model was disposed of');
    expect(await rejection(model.save('/nowhere/x.bin'))).toBeInstanceOf(InvalidInputError);
  });
});

describe('evaluating', () => {
  test('takes labels in the text or beside it, with their prefix or without', async () => {
    await using model = await load();
    const text = 'Alle Menschen sind frei und gleich';
    const results = [
      model.evaluate([`__label__de ${text}`]),
      model.evaluate([{ text, labels: 'de' }]),
      model.evaluate([{ text: `__label__fr ${text}`, labels: ['__label__de', 'unknown'] }]),
    ];
    for (const result of results) {
      expect(result).toMatchObject({ examples: 1, topK: 1, precision: 1, recall: 1, f1: 1 });
      const german = result.labels.find(({ label }) => label === '__label__de');
      expect(german).toMatchObject({ examples: 1, predicted: 1, correct: 1, recall: 1 });
    }
  });

  test('passes over examples without a known label, and says so by counting', async () => {
    await using model = await load();
    const none = model.evaluate(['no label', { text: 'Alle Menschen', labels: [] }]);
    expect(none).toMatchObject({ examples: 0, precision: undefined, recall: undefined });
    expect(none.labels.every(({ f1 }) => f1 === undefined)).toBe(true);
  });

  test('many examples is the sum of few', async () => {
    await using model = await load('hierarchical.bin');
    const once = model.evaluate(goldens.tests);
    const often = model.evaluate(Array.from({ length: 9 }, () => goldens.tests).flat());
    expect(often.examples).toBe(9 * once.examples);
    expect(often.precision).toBe(once.precision);
  });
});

describe('the best labels', () => {
  test('are those that sorting finds', () => {
    const scores = fc.array(fc.double({ noNaN: true }), { maxLength: 60 });
    fc.assert(
      fc.property(scores, fc.integer({ min: 1, max: 70 }), (all, most) => {
        const best = new BestLabels(most);
        for (const [label, score] of all.entries()) {
          if (!best.isTooLow(score)) best.push(label, score);
        }
        const expected = all.toSorted((a, b) => b - a).slice(0, most);
        const found = best.sorted();
        expect(found.map(({ score }) => score)).toEqual(expected);
        expect(new Set(found.map(({ label }) => label)).size).toBe(found.length);
        for (const { label, score } of found) expect(score).toBe(all[label]);
      }),
    );
  });

  test('of equal ones are those that C++ keeps', async () => {
    // 26 equal scores and room for 3: what fastText prints for a text that no label fits.
    const best = new BestLabels(3);
    for (let label = 0; label < 26; label++) best.push(label, -11.5);
    await using model = await load('one-vs-all.bin');
    const printed = goldens.classifiers['one-vs-all.bin']!.predictions[0]!;
    const labels = best.sorted().map(({ label }) => `${model.labels[label]} 1e-05`);
    expect(labels.join(' ')).toBe(printed);
  });
});

import { embeddingsFrom } from '@tovec/core';
import { expect, test } from 'vitest';
import { decodePredictions } from './decode-predictions.js';

const labels = ['cat', 'dog', 'hot dog'];

test('predictions are the likeliest classes of each row, likeliest first', () => {
  const logits = embeddingsFrom(Float32Array.of(0, Math.log(3), -1000, 5, 0, 5), 3);
  const [first, second] = decodePredictions(logits, { labels, topK: 2 });
  expect(first?.map(({ label, index }) => [label, index])).toEqual([
    ['dog', 1],
    ['cat', 0],
  ]);
  expect(first?.[0]?.probability).toBeCloseTo(0.75);
  expect(second?.map(({ label }) => label)).toEqual(['cat', 'hot dog']);
});

test('probabilities are taken as they are', () => {
  const given = embeddingsFrom(Float32Array.of(0.25, 0.5, 0.25), 3);
  const [row] = decodePredictions(given, { labels });
  expect(row?.map(({ probability }) => probability)).toEqual([0.5, 0.25, 0.25]);
});

test('there has to be a label for each class', () => {
  const decode = () => decodePredictions(embeddingsFrom(new Float32Array(4), 4), { labels });
  expect(decode).toThrow('a label for each of the 4 classes, but there are 3');
});

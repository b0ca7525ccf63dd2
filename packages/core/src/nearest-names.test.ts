import { expect, test } from 'vitest';
import { nearestNames } from './nearest-names.js';

const options = ['dimensions', 'window', 'negative', 'minCount', 'epochs', 'learningRate'];

test('finds the name that was mistyped', () => {
  expect(nearestNames('dimension', options)).toEqual(['dimensions']);
  expect(nearestNames('mincount', options)).toEqual(['minCount']);
  expect(nearestNames('learning_rate', options)).toEqual(['learningRate']);
});

test('puts the nearest first, and no more than asked for', () => {
  expect(nearestNames('cat', ['cart', 'cat ', 'cat', 'cut', 'dog'])).toEqual([
    'cat',
    'cart',
    'cat ',
  ]);
  expect(nearestNames('cat', ['cart', 'cut'], 1)).toEqual(['cart']);
});

test('finds nothing when nothing is near', () => {
  expect(nearestNames('zzzzzz', options)).toEqual([]);
  expect(nearestNames('a', ['b', 'xy'])).toEqual([]);
  expect(nearestNames('', ['a'])).toEqual([]);
});

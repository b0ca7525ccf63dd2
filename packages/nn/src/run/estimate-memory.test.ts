import { InvalidInputError } from '@tovec/core';
import { expect, test } from 'vitest';
import type { Network } from '../network/network.js';
import { estimateMemory } from './estimate-memory.js';

const chain: Network = (ops, weights, { x }) => {
  const wide = ops.linear(x!, weights('up', [100, 10]));
  const narrow = ops.linear(ops.relu(wide), weights('down', [10, 100]));
  return { wide, narrow };
};
const inputs = { x: { shape: ['batch', 10] } };

test('weights and the most that is alive at once are counted', () => {
  // 10 numbers in; 100 wide ones, rectified in place; 10 out, when the first 10 are gone.
  expect(estimateMemory(chain, { inputs, axes: { batch: 1 }, outputs: ['narrow'] })).toEqual({
    weights: 8000,
    activations: 440,
  });
});

test('what is asked for is kept to the end', () => {
  const { activations } = estimateMemory(chain, { inputs, axes: { batch: 1 } });
  expect(activations).toBe(4 * (100 + 100 + 10));
});

test('activations grow with the batch, and weights do not', () => {
  const of = (batch: number) => estimateMemory(chain, { inputs, axes: { batch } });
  expect(of(8).activations).toBe(8 * of(1).activations);
  expect(of(8).weights).toBe(of(1).weights);
});

test('an axis without a length is refused by name', () => {
  const estimate = () => estimateMemory(chain, { inputs, axes: {} });
  expect(estimate).toThrow(InvalidInputError);
  expect(estimate).toThrow(/'batch'/);
});

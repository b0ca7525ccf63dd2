import { expect, test } from 'vitest';
import { normal } from '../network/initializers.js';
import { initializeWeights } from './initialize-weights.js';

const spec = (name: string) => ({ name, shape: [4], trainable: true, initializer: normal(1) });

test('new weights depend on the seed and their names, not on their order', () => {
  const first = initializeWeights([spec('a'), spec('b')], 7);
  const second = initializeWeights([spec('b'), spec('c'), spec('a')], 7);
  expect(second.get('a')).toEqual(first.get('a'));
  expect(second.get('b')).toEqual(first.get('b'));
  const drawn = [first.get('a'), first.get('b'), initializeWeights([spec('a')], 8).get('a')];
  expect(new Set(drawn.map((values) => values?.join())).size).toBe(3);
});

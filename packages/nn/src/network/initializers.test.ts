import { createRandom } from '@tovec/core';
import { describe, expect, test } from 'vitest';
import {
  constant,
  defaultInitializer,
  glorotUniform,
  heNormal,
  heUniform,
  type Initializer,
  normal,
  ones,
  truncatedNormal,
  uniform,
  zeros,
} from './initializers.js';

function moments(initializer: Initializer, shape: readonly number[]) {
  const values = initializer(shape, createRandom(3));
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const square = values.reduce((sum, value) => sum + value * value, 0) / values.length;
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const kurtosis = values.reduce((sum, value) => sum + value ** 4, 0) / values.length / square ** 2;
  return { mean, deviation: Math.sqrt(square - mean * mean), largest, kurtosis };
}

describe('a new weight', () => {
  // 64 · 9 go in, 128 · 9 go out; 73,728 numbers: deviations are known to 0.3 %.
  const shape = [128, 64, 3, 3];

  test.each<[string, Initializer, { deviation: number; kurtosis: number; limit?: number }]>([
    ['normal', normal(0.02), { deviation: 0.02, kurtosis: 3 }],
    [
      'truncatedNormal',
      truncatedNormal(0.02),
      // Of a normal distribution cut at two deviations: 0.8796 and 2.3651.
      { deviation: 0.02 * 0.8796, kurtosis: 2.3651, limit: 0.04 },
    ],
    ['uniform', uniform(0.3), { deviation: 0.3 / Math.sqrt(3), kurtosis: 1.8, limit: 0.3 }],
    [
      'glorotUniform',
      glorotUniform,
      { deviation: Math.sqrt(2 / 1728), kurtosis: 1.8, limit: Math.sqrt(6 / 1728) },
    ],
    ['heNormal', heNormal, { deviation: Math.sqrt(2 / 576), kurtosis: 3 }],
    [
      'heUniform',
      heUniform,
      { deviation: Math.sqrt(2 / 576), kurtosis: 1.8, limit: Math.sqrt(6 / 576) },
    ],
    [
      'the default, of two axes and more',
      defaultInitializer,
      { deviation: Math.sqrt(2 / 576), kurtosis: 3 },
    ],
  ])('by %s has the distribution of its name', (_, initializer, { deviation, kurtosis, limit }) => {
    const found = moments(initializer, shape);
    expect(Math.abs(found.mean)).toBeLessThan(deviation / 80);
    expect(found.deviation / deviation).toBeCloseTo(1, 2);
    expect(found.kurtosis / kurtosis).toBeCloseTo(1, 1);
    if (limit !== undefined) {
      expect(found.largest).toBeLessThanOrEqual(Math.fround(limit));
      expect(found.largest).toBeGreaterThan(0.99 * limit);
    }
  });

  test('can be the same number everywhere', () => {
    const random = createRandom(1);
    expect([...ones([2], random), ...zeros([1], random)]).toEqual([1, 1, 0]);
    expect(constant(0.5)([], random)).toEqual(Float32Array.of(0.5));
    expect(defaultInitializer([3], random)).toEqual(new Float32Array(3));
  });
});

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { niceTicks } from './ticks.js';

it('finds round numbers around a range', () => {
  expect(niceTicks(2.17, 2.75, 5)).toEqual([2, 2.2, 2.4, 2.6, 2.8]);
  expect(niceTicks(0, 25, 5)).toEqual([0, 5, 10, 15, 20, 25]);
});

it('has two ticks even where there is no range', () => {
  expect(niceTicks(2, 2, 5).length).toBeGreaterThanOrEqual(2);
  expect(niceTicks(0, 0, 5).length).toBeGreaterThanOrEqual(2);
});

it('encloses any range with few, rising ticks', () => {
  const value = fc.double({ min: 1e-3, max: 1e6, noNaN: true });
  fc.assert(
    fc.property(value, value, (a, b) => {
      const [least, most] = [Math.min(a, b), Math.max(a, b)];
      fc.pre(most - least > 1e-6 * most);
      const ticks = niceTicks(least, most, 5);
      expect(ticks[0]).toBeLessThanOrEqual(least + 1e-6 * (most - least));
      expect(ticks.at(-1)).toBeGreaterThanOrEqual(most - 1e-6 * (most - least));
      expect(ticks.length).toBeLessThanOrEqual(8);
      expect(ticks).toEqual([...ticks].sort((x, y) => x - y));
    }),
  );
});

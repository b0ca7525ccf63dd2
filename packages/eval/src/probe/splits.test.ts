import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foldSplits, randomSplit } from './splits.js';

const classList = fc.array(fc.nat({ max: 4 }), { minLength: 2, maxLength: 80 });
const all = (count: number) => Array.from({ length: count }, (_, at) => at);

describe('a random split', () => {
  test('gives every item to one side, and each class its share', () => {
    const share = fc.double({ min: 0.05, max: 0.95, noNaN: true });
    fc.assert(
      fc.property(classList, share, fc.nat(), (classes, fraction, seed) => {
        const { train, test: tested } = randomSplit(classes.length, fraction, classes, seed, 0);
        expect([...train, ...tested].sort((a, b) => a - b)).toEqual(all(classes.length));
        expect(Math.abs(train.length - fraction * classes.length)).toBeLessThanOrEqual(0.5001);
        for (const own of new Set(classes)) {
          const size = classes.filter((label) => label === own).length;
          const trained = [...train].filter((at) => classes[at] === own).length;
          expect(Math.abs(trained - fraction * size)).toBeLessThanOrEqual(1.0001);
        }
      }),
    );
  });

  test('is another one in another round, and the same with the same seed', () => {
    const split = (seed: number, round: number) => [
      ...randomSplit(50, 0.5, undefined, seed, round).train,
    ];
    expect(split(1, 0)).toEqual(split(1, 0));
    expect(split(1, 0)).not.toEqual(split(1, 1));
    expect(split(1, 0)).not.toEqual(split(2, 0));
  });

  test('leaves no item always on the same side', () => {
    const classes = all(20).map((at) => at % 2);
    const trained = new Set<number>();
    const tested = new Set<number>();
    for (let round = 0; round < 30; round++) {
      const split = randomSplit(20, 0.3, classes, 1, round);
      for (const item of split.train) trained.add(item);
      for (const item of split.test) tested.add(item);
    }
    expect([trained.size, tested.size]).toEqual([20, 20]);
  });
});

test('folds test every item once, and each has all classes in their shares', () => {
  fc.assert(
    fc.property(classList, fc.integer({ min: 2, max: 6 }), fc.nat(), (classes, folds, seed) => {
      const splits = foldSplits(classes.length, folds, classes, seed);
      const tested = splits.flatMap((split) => [...split.test]);
      expect(tested.sort((a, b) => a - b)).toEqual(all(classes.length));
      for (const { train, test: own } of splits) {
        expect(train.length + own.length).toBe(classes.length);
        for (const label of new Set(classes)) {
          const size = classes.filter((one) => one === label).length;
          const here = [...own].filter((at) => classes[at] === label).length;
          expect(Math.abs(here - size / folds)).toBeLessThan(1);
        }
      }
    }),
  );
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { InvalidInputError } from './errors/invalid-input-error.js';
import { createRandom, deriveSeed } from './random.js';

/** SplitMix64 as published, in 64-bit integers. */
function* splitMix64(start: bigint): Generator<bigint> {
  const mask = (1n << 64n) - 1n;
  for (let state = start; ; ) {
    state = (state + 0x9e3779b97f4a7c15n) & mask;
    let z = state;
    z = ((z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n) & mask;
    z = ((z ^ (z >> 27n)) * 0x94d049bb133111ebn) & mask;
    yield z ^ (z >> 31n);
  }
}

describe('the generator', () => {
  test('gives the published sequence of SplitMix64 from state 0', () => {
    // The reference implementation's first outputs (Vigna, prng.di.unimi.it/splitmix64.c, seed 0).
    const random = createRandom(0);
    expect(Array.from({ length: 4 }, () => random.uint32())).toEqual([
      0xe220a839, 0x6e789e6a, 0x06c45d18, 0xf88bb8a8,
    ]);
  });

  test('gives the same as 64-bit arithmetic, for any seed and path', () => {
    const path = fc.array(fc.nat(), { maxLength: 4 });
    fc.assert(
      fc.property(fc.maxSafeInteger(), path, (seed, steps) => {
        const reference = splitMix64(deriveSeed(seed, ...steps));
        const next = () => reference.next().value as bigint;
        const random = createRandom(seed, ...steps);
        for (let draw = 0; draw < 5; draw++) {
          expect(random.uint32()).toBe(Number(next() >> 32n));
          expect(random.float()).toBe(Number(next() >> 11n) / 2 ** 53);
        }
      }),
    );
  });

  test('has a stream of its own for each seed and path', () => {
    const seeds = [[1], [2], [1, 0], [1, 1], [1, 0, 0], [1, 0, 1], [1, 1, 0], [-1]] as const;
    const states = seeds.map(([seed, ...path]) => deriveSeed(seed, ...path));
    expect(new Set(states).size).toBe(seeds.length);
  });

  test('keeps the states that the kernels start from', () => {
    expect(deriveSeed(0)).toBe(0n);
    expect(deriveSeed(1)).toBe(0x5692161d100b05e5n);
    expect(deriveSeed(1, 0)).toBe(mixed(0x5692161d100b05e5n + 0x9e3779b97f4a7c15n));
  });

  test.each([1.5, Number.NaN, 2 ** 53, '1'])('refuses the seed %s', (seed) => {
    expect(() => createRandom(seed as number)).toThrow(InvalidInputError);
  });
});

/** The finaliser alone: the next output of a generator one step before. */
function mixed(value: bigint): bigint {
  const mask = (1n << 64n) - 1n;
  return splitMix64((value - 0x9e3779b97f4a7c15n) & mask).next().value as bigint;
}

describe('integer', () => {
  test('stays below its bound, also at the largest', () => {
    const random = createRandom(3);
    for (const below of [1, 2, 3, 1000, 2 ** 31, 2 ** 32 - 1, 2 ** 32]) {
      for (let draw = 0; draw < 100; draw++) {
        const value = random.integer(below);
        expect(Number.isInteger(value) && value >= 0 && value < below).toBe(true);
      }
    }
  });

  test('gives each value equally often', () => {
    const random = createRandom(4);
    const counts = new Array(6).fill(0);
    for (let draw = 0; draw < 60_000; draw++) counts[random.integer(6)]++;
    // Five standard deviations of a binomial count.
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(457);
  });

  test('refuses a bound that leaves nothing to choose from', () => {
    expect(() => createRandom(1).integer(0)).toThrow('below must be an integer from 1');
    expect(() => createRandom(1).integer(2.5)).toThrow(InvalidInputError);
  });
});

test('normal numbers have mean 0, variance 1 and the right tails', () => {
  const random = createRandom(5);
  const values = Array.from({ length: 100_000 }, () => random.normal());
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + value * value, 0) / values.length;
  expect(Math.abs(mean)).toBeLessThan(0.016);
  expect(Math.abs(variance - 1)).toBeLessThan(0.023);
  const beyondTwo = values.filter((value) => Math.abs(value) > 2).length / values.length;
  expect(Math.abs(beyondTwo - 0.0455)).toBeLessThan(0.0033);
});

describe('shuffle', () => {
  test('keeps what is in the array, and returns that array', () => {
    const array = Uint32Array.from({ length: 50 }, (_, index) => index);
    const shuffled = createRandom(6).shuffle(array);
    expect(shuffled).toBe(array);
    expect([...shuffled]).not.toEqual([...shuffled].sort((a, b) => a - b));
    expect([...shuffled].sort((a, b) => a - b)).toEqual([...array.keys()]);
  });

  test('gives each order equally often', () => {
    const random = createRandom(7);
    const counts = new Map<string, number>();
    for (let draw = 0; draw < 24_000; draw++) {
      const order = random.shuffle(['a', 'b', 'c', 'd']).join('');
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(counts.size).toBe(24);
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(155);
  });
});

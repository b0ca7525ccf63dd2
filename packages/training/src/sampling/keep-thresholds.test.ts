import { describe, expect, test } from 'vitest';
import { keepThresholds } from './keep-thresholds.js';

/** word2vec.c, in its own words: `(sqrt(cn / (sample * train_words)) + 1) * (sample * train_words) / cn`. */
function word2vecC(count: number, trainWords: number, sample: number): number {
  return ((Math.sqrt(count / (sample * trainWords)) + 1) * (sample * trainWords)) / count;
}

describe('sub-sampling thresholds', () => {
  test('are the probabilities of word2vec.c', () => {
    const counts = Float64Array.of(60_000, 20_000, 15_000, 4_000, 900, 99, 1);
    const thresholds = keepThresholds(counts, 1e-3);
    counts.forEach((count, id) => {
      const probability = Math.min(1, word2vecC(count, 100_000, 1e-3));
      expect(thresholds[id]! / 0xffffffff).toBeCloseTo(probability, 9);
    });
    expect([...thresholds.slice(-2)]).toEqual([0xffffffff, 0xffffffff]);
    expect(thresholds[0]).toBeLessThan(thresholds[1]!);
  });

  test('keep everything where sample is 0, and words that have not been seen', () => {
    expect([...keepThresholds(Float64Array.of(10, 1), 0)]).toEqual([0xffffffff, 0xffffffff]);
    expect(keepThresholds(Float64Array.of(1e9, 0), 1e-5)[1]).toBe(0xffffffff);
  });
});

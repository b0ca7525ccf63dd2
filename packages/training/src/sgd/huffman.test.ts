import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { huffmanPaths, huffmanTree } from './huffman.js';
import { pathsOf } from './model-shape.js';

/** The steps of each item, from its leaf up. */
function stepsOf(counts: readonly number[]): number[][] {
  const { offsets, steps } = huffmanPaths(huffmanTree(Float64Array.from(counts)));
  return counts.map((_, item) => [...steps.subarray(offsets[item]!, offsets[item + 1]!)]);
}

const falling = fc
  .array(fc.integer({ min: 1, max: 1e6 }), { minLength: 2, maxLength: 60 })
  .map((counts) => counts.sort((a, b) => b - a));

describe('a Huffman tree', () => {
  test('is the one that fastText builds', () => {
    // By hand: d + c = 3 (node 0), it + b = 6 (node 1), it + a = 11 (node 2).
    expect(stepsOf([5, 3, 2, 1])).toEqual([[2 * 2], [2 * 1 + 1, 2 * 2 + 1], [1, 2, 5], [0, 2, 5]]);
  });

  test('gives every item a way of its own', () => {
    fc.assert(
      fc.property(falling, (counts) => {
        const ways = stepsOf(counts).map((steps) => steps.toReversed().join());
        expect(new Set(ways).size).toBe(counts.length);
        // None is the beginning of another.
        const sorted = ways.map((way) => `${way},`).sort();
        for (let at = 1; at < sorted.length; at++) {
          expect(sorted[at]!.startsWith(sorted[at - 1]!)).toBe(false);
        }
      }),
    );
  });

  test('is as short as can be: within one step of the entropy', () => {
    fc.assert(
      fc.property(falling, (counts) => {
        const total = counts.reduce((sum, count) => sum + count, 0);
        const mean = stepsOf(counts).reduce((sum, way, at) => sum + way.length * counts[at]!, 0);
        const entropy = counts.reduce((sum, n) => sum - (n / total) * Math.log2(n / total), 0);
        expect(mean / total).toBeGreaterThanOrEqual(entropy - 1e-9);
        expect(mean / total).toBeLessThan(entropy + 1);
      }),
    );
  });

  test('of one item has no steps', () => {
    expect(stepsOf([7])).toEqual([[]]);
  });

  test('does not care in which order the counts are', () => {
    const { offsets, steps } = pathsOf(Float64Array.of(1, 5, 2, 3));
    const ways = [0, 1, 2, 3].map((id) => [...steps.subarray(offsets[id]!, offsets[id + 1]!)]);
    const [a, b, c, d] = stepsOf([5, 3, 2, 1]);
    expect(ways).toEqual([d, a, c, b]);
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aliasTable, noiseWeights } from './alias-table.js';

/** The probability of each item when a slot and a 32-bit number are drawn, summed over all slots. */
function distributionOf(table: Uint32Array): number[] {
  const slots = table.length / 2;
  const shares = new Array<number>(slots).fill(0);
  for (let slot = 0; slot < slots; slot++) {
    const own = (table[2 * slot]! + 1) / 2 ** 32;
    const other = table[2 * slot + 1]!;
    shares[slot] = shares[slot]! + own / slots;
    shares[other] = shares[other]! + (1 - own) / slots;
  }
  return shares;
}

function expectDistribution(weights: readonly number[]): void {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const shares = distributionOf(aliasTable(Float64Array.from(weights)));
  // Thresholds are whole numbers of 2⁻³²: that is all that can be missing.
  for (const [item, weight] of weights.entries()) {
    expect(Math.abs(shares[item]! - weight / total)).toBeLessThan(2 ** -31);
  }
}

describe('the alias table', () => {
  test('gives every item exactly its share', () => {
    expectDistribution([1]);
    expectDistribution([1, 1, 1]);
    expectDistribution([1, 0, 0, 1000]);
    expectDistribution([1e-300, 1e300]);
    expectDistribution(Array.from({ length: 5000 }, (_, rank) => (1 + rank) ** -0.75));
  });

  test('does so for any weights', () => {
    const weight = fc.oneof(fc.constant(0), fc.double({ min: 1e-9, max: 1e9, noNaN: true }));
    fc.assert(
      fc.property(fc.array(weight, { minLength: 1, maxLength: 60 }), (weights) => {
        fc.pre(weights.some((value) => value > 0));
        expectDistribution(weights);
      }),
    );
  });
});

describe('noise weights', () => {
  test('are counts to the power of the exponent', () => {
    const weights = noiseWeights(Float64Array.of(16, 1, 0), 0.75);
    expect([...weights]).toEqual([8, 1, 0]);
    expect([...noiseWeights(Float64Array.of(16, 4), 0)]).toEqual([1, 1]);
    expect([...noiseWeights(Float64Array.of(16, 4), -0.5)]).toEqual([0.25, 0.5]);
  });

  test('are equal where nothing has been counted', () => {
    expect([...noiseWeights(Float64Array.of(0, 0), 0.75)]).toEqual([1, 1]);
  });
});

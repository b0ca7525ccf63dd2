import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createKeyedVectors } from '../create-keyed-vectors.js';
import { nearDuplicates } from './near-duplicates.js';

const tableOf = (rows: readonly (readonly number[])[]) =>
  createKeyedVectors({
    items: rows.map((_, row) => `i${row}`),
    matrix: Float32Array.from(rows.flat()),
    dimensions: rows[0]!.length,
  });

describe('nearDuplicates', () => {
  it('groups what is near, also by way of another, around the item with the most links', async () => {
    const at = (degrees: number) => [
      Math.cos((degrees * Math.PI) / 180),
      Math.sin((degrees * Math.PI) / 180),
    ];
    // 10° is a cosine of 0.985, 20° one of 0.940.
    const table = tableOf([at(0), at(180), at(10), at(20), at(90), at(181)]);
    const groups = await nearDuplicates(table, { minSimilarity: 0.95 });
    expect(groups).toEqual([
      {
        item: 'i2',
        others: [
          { item: 'i0', score: expect.closeTo(0.985, 3) },
          { item: 'i3', score: expect.closeTo(0.985, 3) },
        ],
      },
      { item: 'i1', others: [{ item: 'i5', score: expect.closeTo(1, 3) }] },
    ]);
  });

  it('takes identical vectors of any length for duplicates at 1, and zeros for none', async () => {
    const table = tableOf([
      [0.1, 0.7, 0.3],
      [0, 0, 0],
      [0.3, 2.1, 0.9],
      [0, 0, 0],
      [0.1, 0.7, 0.2],
    ]);
    expect(await nearDuplicates(table, { minSimilarity: 1 })).toEqual([
      { item: 'i0', others: [{ item: 'i2', score: expect.closeTo(1, 6) }] },
    ]);
  });

  it('finds what comparing every pair finds', async () => {
    const numbers = fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 2, maxLength: 2 });
    await fc.assert(
      fc.asyncProperty(fc.array(numbers, { minLength: 1, maxLength: 150 }), async (rows) => {
        const table = tableOf(rows);
        const near = (a: number, b: number) => table.similarity(`i${a}`, `i${b}`) >= 0.9;
        const grouped = new Map<string, number>();
        const groups = await nearDuplicates(table, { minSimilarity: 0.9 });
        for (const [at, { item, others }] of groups.entries()) {
          for (const name of [item, ...others.map((other) => other.item)]) grouped.set(name, at);
        }
        for (let a = 0; a < rows.length; a++) {
          const linked = rows.some((_, b) => a !== b && near(a, b));
          expect(grouped.has(`i${a}`)).toBe(linked);
          for (let b = 0; b < a; b++) {
            if (near(a, b)) expect(grouped.get(`i${a}`)).toBe(grouped.get(`i${b}`));
          }
        }
      }),
      { numRuns: 20 },
    );
  });

  it('stops when it is told to', async () => {
    const signal = AbortSignal.abort();
    await expect(nearDuplicates(tableOf([[1]]), { signal })).rejects.toBe(signal.reason);
    await expect(nearDuplicates(tableOf([[1]]), { minSimilarity: 2 })).rejects.toThrow(
      'minSimilarity',
    );
  });
});

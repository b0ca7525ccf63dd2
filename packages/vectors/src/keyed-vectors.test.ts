import { encode, InvalidInputError, MissingItemError } from '@tovec/core';
import { describe, expect, it } from 'vitest';
import { createKeyedVectors } from './create-keyed-vectors.js';
import { royal, thrownBy } from './testing/royal.js';

describe('looking up', () => {
  it('gives vectors, rows, counts and items', () => {
    const vectors = royal();
    expect(vectors.get('queen')).toEqual(Float32Array.of(3, -1, 0));
    expect([vectors.size, vectors.dimensions]).toEqual([5, 3]);
    expect([...vectors.keys()]).toEqual(['king', 'queen', 'man', 'woman', 'apple']);
    expect([...vectors].map(([item, vector]) => [item, vector[0]])[1]).toEqual(['queen', 3]);
    expect([vectors.rowOf('man'), vectors.rowOf('Man'), vectors.itemAt(2)]).toEqual([2, -1, 'man']);
    expect([vectors.has('apple'), vectors.has('pear')]).toEqual([true, false]);
    expect(vectors.countOf('woman')).toBe(20);
  });

  it('hands out copies: the table does not change with them', () => {
    const vectors = royal();
    vectors.get('king').fill(9);
    expect(vectors.get('king')).toEqual(Float32Array.of(3, 1, 0));
  });

  it('names the nearest spellings of an unknown item', () => {
    const error = thrownBy(() => royal().get('quen'));
    expect(MissingItemError.isInstance(error)).toBe(true);
    expect((error as MissingItemError).item).toBe('quen');
    expect((error as Error).message).toBe(
      "There is no vector for 'quen' among 5 items. Did you mean 'queen'?",
    );
    expect((thrownBy(() => royal().get('King')) as Error).message).toContain("mean 'king'?");
    expect((thrownBy(() => royal().get('zebra')) as Error).message).not.toContain('mean');
  });

  it('refuses tables that do not fit together', () => {
    const matrix = Float32Array.of(1, 2);
    expect(() => createKeyedVectors({ items: ['a'], matrix, dimensions: 1 })).toThrow('1 items of');
    expect(() => createKeyedVectors({ items: ['a', 'a'], matrix, dimensions: 1 })).toThrow(
      "'a' is there again in row 1",
    );
    expect(() => createKeyedVectors({ items: ['a', 'b'], matrix })).toThrow(InvalidInputError);
    const counts = Float64Array.of(1);
    expect(() => createKeyedVectors({ items: ['a', 'b'], matrix, dimensions: 1, counts })).toThrow(
      '1 counts',
    );
  });

  it('fails clearly once disposed of', async () => {
    const vectors = royal();
    await vectors.dispose();
    expect(() => vectors.get('king')).toThrow('disposed');
    expect(() => vectors.nearest('king')).toThrow(InvalidInputError);
  });
});

describe('as an encoder', () => {
  it('encodes items, and reports unknown ones as rows of zeros', async () => {
    const vectors = royal();
    for (const embeddings of [
      await encode(vectors, ['man', 'pear', 'king']),
      await vectors.encode(['man', 'pear', 'king']),
    ]) {
      expect([...embeddings].map((row) => [...row])).toEqual([
        [0, 1, 0.5],
        [0, 0, 0],
        [3, 1, 0],
      ]);
      expect(embeddings.notes).toEqual([
        { row: 1, kind: 'missing', message: "no vector for 'pear'" },
      ]);
    }
  });
});

describe('derived tables', () => {
  it('are normalised, with zero rows left at zero', () => {
    const matrix = Float32Array.of(3, 4, 0, 0);
    const unitVectors = createKeyedVectors({
      ...{ items: ['a', 'b'], matrix, dimensions: 2 },
    }).normalized();
    expect(unitVectors.get('a')).toEqual(Float32Array.of(0.6, 0.8));
    expect(unitVectors.get('b')).toEqual(Float32Array.of(0, 0));
  });

  it('are subsets in the order asked for, with their counts', () => {
    const subset = royal().subset(['apple', 'king', 'apple']);
    expect([...subset.keys()]).toEqual(['apple', 'king']);
    expect(subset.get('king')).toEqual(Float32Array.of(3, 1, 0));
    expect(subset.counts).toEqual(Float64Array.of(10, 50));
    expect(() => royal().subset(['pear'])).toThrow(MissingItemError);
  });

  it('are merged, with conflicts decided by the caller', () => {
    const more = createKeyedVectors({
      items: ['pear', 'king'],
      matrix: Float32Array.of(0, 0, 1, 7, 7, 7),
      dimensions: 3,
      counts: Float64Array.of(5, 6),
    });
    expect(() => royal().merge(more)).toThrow("Both tables have the item 'king'");
    const kept = royal().merge(more, { onConflict: 'keep' });
    expect([...kept.keys()]).toEqual([...royal().keys(), 'pear']);
    expect([kept.get('king')[0], kept.get('pear')[2], kept.countOf('king')]).toEqual([3, 1, 50]);
    const replaced = royal().merge(more, { onConflict: 'replace' });
    expect([replaced.get('king')[0], replaced.countOf('king')]).toEqual([7, 6]);
    const narrow = createKeyedVectors({ items: ['x'], matrix: Float32Array.of(1), dimensions: 1 });
    expect(() => royal().merge(narrow)).toThrow('not of one space');
  });
});

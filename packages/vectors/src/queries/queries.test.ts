import { InvalidInputError, MissingItemError } from '@tovec/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createKeyedVectors } from '../create-keyed-vectors.js';
import type { KeyedVectors } from '../keyed-vectors.js';
import { royal, thrownBy } from '../testing/royal.js';

const itemsOf = (found: readonly { item: string }[]) => found.map(({ item }) => item);

describe('similarity', () => {
  it('is the cosine of items and of vectors', () => {
    const vectors = royal();
    expect(vectors.similarity('king', 'queen')).toBeCloseTo(0.8, 12);
    expect(vectors.similarity('man', [0, 2, 1])).toBeCloseTo(1, 12);
    expect(vectors.distance('king', 'queen')).toBeCloseTo(0.2, 12);
    expect(vectors.similarity('king', [0, 0, 0])).toBe(0);
    expect(() => vectors.similarity('king', [1, 2])).toThrow('3 dimensions');
    expect(() => vectors.similarity('king', [1, 2, Number.NaN])).toThrow(InvalidInputError);
  });

  it('finds the odd one out', () => {
    expect(royal().oddOneOut(['king', 'queen', 'apple'])).toBe('apple');
    expect(() => royal().oddOneOut(['king', 'queen'])).toThrow(InvalidInputError);
    expect(() => royal().oddOneOut(['king', 'queen', 'pear'])).toThrow(MissingItemError);
  });

  it('ranks neighbours from 1 on', () => {
    const vectors = royal();
    expect(vectors.rank('king', 'queen')).toBe(1);
    expect(itemsOf(vectors.nearest('king'))).toEqual(['queen', 'man', 'apple', 'woman']);
    expect(vectors.rank('king', 'woman')).toBe(4);
  });
});

describe('nearest', () => {
  it('leaves the items of the query out, but not items given by their vector', () => {
    const vectors = royal();
    expect(itemsOf(vectors.nearest('queen', { topK: 1 }))).toEqual(['king']);
    expect(itemsOf(vectors.nearest(vectors.get('queen'), { topK: 1 }))).toEqual(['queen']);
    const combined = { positive: ['king', 'woman'], negative: 'man' };
    expect(itemsOf(vectors.nearest(combined, { topK: 1 }))).toEqual(['queen']);
  });

  it('looks among the first rows only when restricted', () => {
    expect(itemsOf(royal().nearest('apple', { restrict: 3 }))).toEqual(['man', 'king', 'queen']);
    expect(royal().nearest('apple', { restrict: 99 })).toHaveLength(4);
  });

  it('refuses queries and options that make no sense', () => {
    const vectors = royal();
    for (const act of [
      () => vectors.nearest({}),
      () => vectors.nearest([1, 2]),
      () => vectors.nearest({ positiv: 'king' } as object),
      () => vectors.nearest(5 as unknown as string),
      () => vectors.nearest('king', { topK: 0 }),
      () => vectors.nearest('king', { restrict: -1 }),
      () => vectors.nearest('king', { topk: 3 } as object),
    ]) {
      expect(InvalidInputError.isInstance(thrownBy(act)), String(act)).toBe(true);
    }
  });

  it('agrees with a plain loop over the mean of unit vectors', () => {
    fc.assert(
      fc.property(randomVectors(), fc.integer({ min: 1, max: 8 }), (vectors, topK) => {
        const size = vectors.size;
        const [p, q, n] = [0, 1, 2].map((row) => vectors.itemAt(row % size)) as Triple;
        const found = vectors.nearest({ positive: [p, q], negative: [n] }, { topK });
        const target = sum([unit(vectors, p), unit(vectors, q), unit(vectors, n).map((x) => -x)]);
        const expected = [...vectors.keys()]
          .filter((item) => ![p, q, n].includes(item))
          .map((item) => cosine(target, [...vectors.get(item)]))
          .sort((a, b) => b - a)
          .slice(0, topK);
        expect(found).toHaveLength(expected.length);
        for (const [at, { item, score }] of found.entries()) {
          expect(score).toBeCloseTo(expected[at]!, 4);
          expect(score).toBeCloseTo(cosine(target, [...vectors.get(item)]), 4);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('answers a batch as it answers each query alone', async () => {
    const vectors = royal();
    const queries = ['king', [1, 2, 3], { positive: ['man', 'apple'] }];
    const batch = await vectors.nearestBatch(queries, { topK: 3 });
    expect(batch).toEqual(queries.map((query) => vectors.nearest(query, { topK: 3 })));
  });

  it('reports progress on a batch, and stops when aborted', async () => {
    const queries = Array.from({ length: 300 }, () => 'king');
    const done: number[] = [];
    await royal().nearestBatch(queries, { onProgress: (event) => done.push(event.done) });
    expect(done).toEqual([128, 256, 300]);
    const signal = AbortSignal.abort();
    await expect(royal().nearestBatch(queries, { signal })).rejects.toHaveProperty(
      'name',
      'AbortError',
    );
  });
});

describe('analogies', () => {
  it('answers man : king = woman : ? with queen, by both methods', async () => {
    const vectors = royal();
    for (const method of ['add', 'mul'] as const) {
      const answers = vectors.analogy('man', 'king', 'woman', { method });
      expect(itemsOf(answers)).toEqual(['queen', 'apple']);
      const batch = await vectors.analogies([['man', 'king', 'woman']], { method });
      expect(batch).toEqual([answers]);
    }
  });

  it('scores with the formulas of the papers', () => {
    fc.assert(
      fc.property(randomVectors(), (vectors) => {
        const [a, b, c] = [0, 1, 2].map((row) => vectors.itemAt(row % vectors.size)) as Triple;
        const offset = sum([unit(vectors, b), unit(vectors, a).map((x) => -x), unit(vectors, c)]);
        if (Math.hypot(...offset) < 1e-2) return;
        for (const { item, score } of vectors.analogy(a, b, c)) {
          expect(score).toBeCloseTo(cosine(offset, [...vectors.get(item)]), 3);
        }
        for (const { item, score } of vectors.analogy(a, b, c, { method: 'mul' })) {
          const [x, y, z] = [a, b, c].map((other) => {
            const value = cosine([...vectors.get(other)], [...vectors.get(item)]);
            return (value + 1) / 2;
          }) as [number, number, number];
          const expected = (y * z) / (x + 0.001);
          expect(Math.abs(score - expected)).toBeLessThan(1e-3 * (1 + expected));
        }
      }),
      { numRuns: 60 },
    );
  });

  it('refuses questions that are not three items, and strings for collections', async () => {
    const vectors = royal();
    for (const promise of [
      vectors.analogies([['man', 'king', 'woman', 'queen'] as unknown as [string, string, string]]),
      vectors.analogies('man' as unknown as []),
      vectors.nearestBatch('king'),
    ]) {
      await expect(promise).rejects.toThrow(InvalidInputError);
    }
    expect(() => vectors.subset('king')).toThrow(InvalidInputError);
  });

  it('names an unknown item instead of guessing', () => {
    expect(() => royal().analogy('man', 'king', 'women')).toThrow("mean 'woman'?");
  });
});

type Triple = [string, string, string];

/** Small tables of whole numbers, with zero rows and equal rows among them. */
function randomVectors(): fc.Arbitrary<KeyedVectors> {
  return fc
    .tuple(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 9 }))
    .chain(([size, dimensions]) =>
      fc
        .array(fc.integer({ min: -4, max: 4 }), {
          minLength: size * dimensions,
          maxLength: size * dimensions,
        })
        .map((values) =>
          createKeyedVectors({
            items: Array.from({ length: size }, (_, row) => `item ${row}`),
            matrix: Float32Array.from(values),
            dimensions,
          }),
        ),
    );
}

function unit(vectors: KeyedVectors, item: string): number[] {
  const vector = [...vectors.get(item)];
  const norm = Math.hypot(...vector) || 1;
  return vector.map((x) => x / norm);
}

function sum(terms: number[][]): number[] {
  return terms[0]!.map((_, at) => terms.reduce((total, term) => total + term[at]!, 0));
}

function cosine(a: number[], b: number[]): number {
  const norms = Math.hypot(...a) * Math.hypot(...b);
  // Unit vectors that cancel leave rounding behind, which has no direction.
  return norms < 1e-9 ? 0 : a.reduce((total, x, at) => total + x * b[at]!, 0) / norms;
}

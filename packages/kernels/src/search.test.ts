import { InvalidInputError } from '@tovec/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSearcher, noRow } from './index.js';
import { allocateMatrix, type Matrix, matrixAt } from './matrix.js';
import { createMemory } from './memory.js';

function matrixOf(rows: number[][]): Matrix {
  const matrix = allocateMatrix(rows.length, rows[0]!.length);
  matrix.values.set(rows.flat());
  return matrix;
}

/** The kernel's arithmetic, spelled out: four float32 lanes, then (0 + 2) + (1 + 3). */
function dotInFloat32(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const lanes = [0, 0, 0, 0];
  for (let at = 0; at < a.length; at++) {
    lanes[at % 4] = Math.fround(lanes[at % 4]! + Math.fround(a[at]! * b[at]!));
  }
  const [first, second, third, fourth] = lanes as [number, number, number, number];
  return Math.fround(Math.fround(first + third) + Math.fround(second + fourth));
}

/** Sorts all rows, best first, the lower row first among equals. */
function naiveBest(scores: number[], topK: number): number[] {
  const rows = scores.map((_, row) => row).filter((row) => !Number.isNaN(scores[row]));
  return rows.sort((a, b) => scores[b]! - scores[a]! || a - b).slice(0, topK);
}

const value = fc.oneof(
  fc.integer({ min: -3, max: 3 }),
  fc
    .float({ min: -10, max: 10, noNaN: true, noDefaultInfinity: true })
    .map((x) => (Math.abs(x) < 1e-3 ? 0 : x)),
);

const tables = fc
  .record({
    dimensions: fc.integer({ min: 1, max: 21 }),
    rows: fc.integer({ min: 1, max: 60 }),
    count: fc.integer({ min: 1, max: 9 }),
  })
  .chain(({ dimensions, rows, count }) =>
    fc.record({
      dimensions: fc.constant(dimensions),
      count: fc.constant(count),
      rows: fc.array(fc.array(value, { minLength: dimensions, maxLength: dimensions }), {
        minLength: rows,
        maxLength: rows,
      }),
      queries: fc
        .array(value, { minLength: dimensions * count, maxLength: dimensions * count })
        .map((values) => Float32Array.from(values)),
      topK: fc.integer({ min: 1, max: 12 }),
    }),
  );

describe('search', () => {
  it('finds the same rows and scores as sorting every score', () => {
    fc.assert(
      fc.property(tables, ({ dimensions, rows, queries, count, topK }) => {
        const result = createSearcher(matrixOf(rows)).search({ queries, metric: 'dot', topK });
        expect(result.topK).toBe(Math.min(topK, rows.length));
        for (let query = 0; query < count; query++) {
          const vector = queries.subarray(query * dimensions, (query + 1) * dimensions);
          const scores = rows.map((row) => dotInFloat32(Float32Array.from(row), vector));
          const best = naiveBest(scores, topK);
          const slice = [query * result.topK, (query + 1) * result.topK] as const;
          expect([...result.rows.subarray(...slice)]).toEqual(best);
          expect([...result.scores.subarray(...slice)]).toEqual(best.map((row) => scores[row]));
        }
      }),
      { numRuns: 60 },
    );
  });

  it('computes cosines to float32 accuracy, and 0 with a zero row', () => {
    fc.assert(
      fc.property(tables, ({ dimensions, rows, queries, count }) => {
        const searcher = createSearcher(matrixOf([...rows, rows[0]!.map(() => 0)]));
        const scores = searcher.scores({ queries, metric: 'cosine' });
        const width = rows.length + 1;
        for (let query = 0; query < count; query++) {
          const vector = [...queries.subarray(query * dimensions, (query + 1) * dimensions)];
          for (const [row, values] of rows.entries()) {
            const rounded = [...Float32Array.from(values)];
            const cosine =
              rounded.reduce((sum, x, at) => sum + x * vector[at]!, 0) /
              (Math.hypot(...rounded) * Math.hypot(...vector) || 1);
            expect(scores[query * width + row]).toBeCloseTo(cosine, 5);
          }
          expect(scores[query * width + rows.length]).toBe(0);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('gives one query alone the same bits as in a block', () => {
    const random = fc.sample(fc.float({ min: -1, max: 1, noNaN: true }), 700 * 23 + 70 * 23);
    const matrix = allocateMatrix(700, 23);
    matrix.values.set(random.slice(0, 700 * 23));
    const queries = Float32Array.from(random.slice(700 * 23));
    const searcher = createSearcher(matrix);
    for (const metric of ['cosine', 'dot'] as const) {
      const block = searcher.search({ queries, metric, topK: 15 });
      const scores = searcher.scores({ queries, metric });
      for (let query = 0; query < 70; query++) {
        const vector = queries.subarray(query * 23, (query + 1) * 23);
        const alone = searcher.search({ queries: vector, metric, topK: 15 });
        expect(alone.rows).toEqual(block.rows.subarray(query * 15, (query + 1) * 15));
        expect(alone.scores).toEqual(block.scores.subarray(query * 15, (query + 1) * 15));
        expect(scores[query * 700 + alone.rows[0]!]).toBe(alone.scores[0]);
      }
    }
  });

  it('puts the lower row first among equals, also when they stand tiles apart', () => {
    const matrix = allocateMatrix(5000, 100);
    for (const row of [4999, 17, 3000, 641, 8]) matrix.values[row * 100] = 1;
    const queries = new Float32Array(100);
    queries[0] = 1;
    const { rows } = createSearcher(matrix).search({ queries, metric: 'cosine', topK: 7 });
    expect([...rows]).toEqual([8, 17, 641, 3000, 4999, 0, 1]);
  });

  it('searches the first rows only when told, and leaves excluded rows out', () => {
    const searcher = createSearcher(matrixOf([[5], [4], [3], [2], [1]]));
    const queries = Float32Array.of(1, -1);
    const result = searcher.search({
      ...{ queries, metric: 'dot', topK: 2, rows: 4 },
      exclude: [[0, 2], undefined],
    });
    expect([...result.rows]).toEqual([1, 3, 3, 2]);
    expect([...result.scores]).toEqual([4, 2, -2, -3]);
  });

  it('says noRow where fewer rows than asked for have a score', () => {
    const searcher = createSearcher(matrixOf([[1], [Number.NaN], [Number.POSITIVE_INFINITY]]));
    const result = searcher.search({ queries: Float32Array.of(2), metric: 'cosine', topK: 9 });
    expect(result.topK).toBe(3);
    expect([...result.rows]).toEqual([0, noRow, noRow]);
    expect([...result.scores]).toEqual([1, Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY]);
  });

  it('finds nothing for a query that is not a number, and nothing in an empty table', () => {
    const queries = Float32Array.of(Number.NaN);
    const one = createSearcher(matrixOf([[1]])).search({ queries, metric: 'cosine', topK: 1 });
    expect([...one.rows]).toEqual([noRow]);
    const empty = createSearcher(allocateMatrix(0, 1));
    expect(empty.search({ queries, metric: 'cosine', topK: 3 })).toMatchObject({ topK: 0 });
  });

  it('sees changed values in cosines after refresh', () => {
    const matrix = matrixOf([[1, 0]]);
    const searcher = createSearcher(matrix);
    const search = () =>
      searcher.search({ queries: Float32Array.of(1, 0), metric: 'cosine', topK: 1 }).scores[0];
    expect(search()).toBe(1);
    matrix.values.set([4, 0]);
    searcher.refresh();
    expect(search()).toBe(1);
  });

  it('touches nothing else that stands in the same memory', () => {
    const memory = createMemory(65_536);
    new Uint8Array(memory.buffer).fill(7);
    const first = matrixAt(memory, 1024, 3, 5);
    const second = matrixAt(memory, 2048, 2, 7);
    first.values.fill(1);
    second.values.fill(2);
    const before = new Uint8Array(memory.buffer).slice();
    for (const [matrix, score] of [
      [first, 5],
      [second, 14],
    ] as const) {
      const queries = new Float32Array(matrix.dimensions * 3).fill(1);
      const searcher = createSearcher(matrix);
      const found = searcher.search({ queries, metric: 'dot', topK: 2 });
      expect([...found.scores]).toEqual(Array(6).fill(score));
      searcher.search({ queries, metric: 'cosine', topK: 2 });
    }
    expect(new Uint8Array(memory.buffer).slice(0, before.length)).toEqual(before);
  });

  it('refuses what it cannot search for', () => {
    const searcher = createSearcher(allocateMatrix(2, 3));
    const queries = new Float32Array(3);
    for (const bad of [
      { queries: new Float32Array(4), metric: 'dot', topK: 1 },
      { queries, metric: 'dot', topK: 0 },
      { queries, metric: 'dot', topK: Number.NaN },
      { queries, metric: 'dot', topK: 1, rows: 3 },
      { queries, metric: 'euclidean' as 'dot', topK: 1 },
    ] as const) {
      expect(() => searcher.search(bad)).toThrow(InvalidInputError);
    }
  });
});

describe('analogies', () => {
  it('scores every row with the formulas of 3CosAdd and 3CosMul', () => {
    fc.assert(
      fc.property(tables, fc.boolean(), ({ dimensions, rows, queries, count, topK }, add) => {
        const searcher = createSearcher(matrixOf(rows));
        const questions = Uint32Array.from({ length: count * 3 }, (_, at) => (at * 7) % count);
        const method = add ? 'add' : 'mul';
        const result = searcher.analogies({ queries, questions, method, topK });
        const cosines = searcher.scores({ queries, metric: 'cosine' });
        const unit = (query: number) => {
          const vector = [...queries.subarray(query * dimensions, (query + 1) * dimensions)];
          const norm = Math.hypot(...vector) || 1;
          return vector.map((x) => x / norm);
        };
        for (let question = 0; question < count; question++) {
          const [a, b, c] = [...questions.subarray(question * 3, question * 3 + 3)] as Triple;
          const [ua, ub, uc] = [unit(a), unit(b), unit(c)];
          const length = Math.hypot(...ub.map((x, at) => x - ua[at]! + uc[at]!));
          const expected = rows.map((_, row) => {
            const [x, y, z] = [a, b, c].map((q) => cosines[q * rows.length + row]!) as Triple;
            if (!add) return (((y + 1) / 2) * ((z + 1) / 2)) / ((x + 1) / 2 + 0.001);
            return length < 1e-6 ? 0 : (y - x + z) / length;
          });
          const sorted = [...expected].sort((p, q) => q - p);
          for (let place = 0; place < result.topK; place++) {
            const at = question * result.topK + place;
            const tolerance = Math.max(1e-4, Math.abs(sorted[place]!) * 1e-3);
            if (add && length < 1e-3 && length >= 1e-7) continue;
            expect(Math.abs(result.scores[at]! - sorted[place]!)).toBeLessThan(tolerance);
            expect(Math.abs(expected[result.rows[at]!]! - sorted[place]!)).toBeLessThan(tolerance);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('answers many questions over many words as it answers them one by one', () => {
    const matrix = allocateMatrix(1500, 12);
    const random = fc.sample(fc.float({ min: -1, max: 1, noNaN: true }), matrix.values.length);
    matrix.values.set(random);
    const searcher = createSearcher(matrix);
    const queries = matrix.values;
    const questions = Uint32Array.from({ length: 3 * 2000 }, (_, at) => (at * 571) % 1500);
    const exclude = Array.from({ length: 2000 }, (_, at) => questions.slice(at * 3, at * 3 + 3));
    for (const method of ['add', 'mul'] as const) {
      const all = searcher.analogies({ queries, questions, method, topK: 3, exclude });
      for (let at = 0; at < 2000; at += 131) {
        const one = searcher.analogies({
          ...{ queries, questions: questions.slice(at * 3, at * 3 + 3), method, topK: 3 },
          exclude: [exclude[at]],
        });
        expect(one.rows).toEqual(all.rows.subarray(at * 3, at * 3 + 3));
        expect(one.scores).toEqual(all.scores.subarray(at * 3, at * 3 + 3));
        for (const row of one.rows) expect(exclude[at]).not.toContain(row);
      }
    }
  });

  it('refuses questions about queries that are not there', () => {
    const searcher = createSearcher(allocateMatrix(2, 3));
    const queries = new Float32Array(3);
    const ask = (questions: number[]) =>
      searcher.analogies({
        ...{ queries, questions: Uint32Array.from(questions), method: 'add', topK: 1 },
      });
    expect(() => ask([0, 0])).toThrow(InvalidInputError);
    expect(() => ask([0, 0, 1])).toThrow(InvalidInputError);
  });
});

type Triple = [number, number, number];

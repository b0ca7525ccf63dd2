import { createRandom, InvalidInputError } from '@tovec/core';
import { createKeyedVectors } from '@tovec/vectors';
import { describe, expect, test } from 'vitest';
import type { SimilarityResult } from '../tasks/similarity.js';
import { similarity } from '../tasks/similarity.js';
import { smallResults } from '../testing/small-results.js';
import { compareResults } from './compare-results.js';
import { describeComparison } from './describe-comparison.js';

/** The similarity of random pairs to what is said of them, but for noise. */
async function measure(name: string, noise: number, seed: number): Promise<SimilarityResult> {
  const random = createRandom(seed);
  const count = 150;
  const items = Array.from({ length: 2 * count }, (_, at) => `word${at}`);
  const truth = createRandom(99);
  const pairs = Array.from({ length: count }, (_, at) => {
    return { a: items[2 * at]!, b: items[2 * at + 1]!, score: truth.normal() };
  });
  const matrix = Float32Array.from(
    pairs.flatMap(({ score }) => {
      const angle = 1.5 - score / 4 + noise * random.normal();
      return [1, 0, Math.cos(angle), Math.sin(angle)];
    }),
  );
  const vectors = createKeyedVectors({ items, matrix, dimensions: 2 });
  return similarity(vectors, { name: 'pairs', pairs }, { name, resamples: 0 });
}

describe('comparing results', () => {
  test('tells a difference from noise', async () => {
    const good = await measure('good', 0.1, 1);
    const equal = await measure('equal', 0.1, 2);
    const bad = await measure('bad', 0.5, 3);
    const [same] = (await compareResults(good, equal)).comparisons;
    expect(same).toMatchObject({ metric: 'spearman', shared: 150, onlyA: 0, beyondNoise: false });
    expect(same!.pValue).toBeGreaterThan(0.05);
    const [worse] = (await compareResults(good, bad)).comparisons;
    expect(worse).toMatchObject({ beyondNoise: true, a: { encoder: 'good' } });
    expect(worse!.difference).toBeCloseTo(bad.spearman! - good.spearman!, 12);
    expect(worse!.interval!.high).toBeLessThan(0);
    expect(worse!.pValue).toBeCloseTo(2 / 2001, 12);
  });

  test('finds a difference between equals about once in twenty', async () => {
    let found = 0;
    for (let round = 0; round < 60; round++) {
      const a = await measure('a', 0.3, 100 + round);
      const b = await measure('b', 0.3, 200 + round);
      const { comparisons } = await compareResults(a, b, { resamples: 300 });
      if (comparisons[0]!.beyondNoise) found++;
    }
    expect(found).toBeLessThanOrEqual(9);
  });

  test('is the other way round from the other side', async () => {
    const [a, b] = [await measure('a', 0.2, 1), await measure('b', 0.4, 2)];
    const [there] = (await compareResults(a, b)).comparisons;
    const [back] = (await compareResults(b, a)).comparisons;
    expect(back!.difference).toBeCloseTo(-there!.difference!, 12);
    expect(back!.interval!.low).toBeCloseTo(-there!.interval!.high, 12);
    expect(back!.pValue).toBe(there!.pValue);
  });

  test('works for every task, and for parts of them', async () => {
    const [a, b] = [await smallResults('a'), await smallResults('b', 0.6)];
    const metrics = async (details: boolean) => {
      const { comparisons } = await compareResults(a, b, { details });
      return comparisons.map(({ task, metric }) => `${task} ${metric}`);
    };
    expect(await metrics(false)).toEqual([
      ...['analogies accuracy', 'similarity spearman'],
      ...['categorization purity', 'outliers accuracy', 'classification accuracy'],
      ...['clustering vMeasure', 'transfer meanAccuracy', 'pairs spearman'],
      ...['pairs averagePrecision', 'retrieval ndcg@10', 'link-prediction auc'],
    ]);
    expect(await metrics(true)).toHaveLength(15);
    expect(await metrics(true)).toContain('analogies semantic total');
    const same = (await compareResults(a, a)).comparisons;
    for (const { difference, beyondNoise, pValue } of same) {
      expect([difference, beyondNoise, pValue]).toEqual([0, false, 1]);
    }
  });

  test('looks only at what both were asked for', async () => {
    const full = await measure('full', 0.1, 1);
    const measured = full.measured.map((value, at) => (at < 50 ? null : value));
    const [found] = (await compareResults(full, { ...full, measured })).comparisons;
    expect(found).toMatchObject({ shared: 100, onlyA: 50, onlyB: 0, difference: 0 });
  });

  test('compares no scores of different metrics', async () => {
    const result = (await smallResults('a')).find(({ task }) => task === 'retrieval')!;
    const other = { ...result, primaryMetric: 'ndcg@100' } as typeof result;
    const { comparisons, unmatched } = await compareResults(result, other);
    expect(comparisons).toEqual([]);
    expect(unmatched[0]!.reason).toBe('the score is ndcg@10, and that of the others ndcg@100');
  });

  test('says which options differ', async () => {
    const [a] = await smallResults('a');
    const other = { ...a!, options: { ...a!.options, method: '3CosMul' } } as typeof a;
    const { comparisons } = await compareResults(a!, other!);
    expect(comparisons[0]!.optionsThatDiffer).toEqual(['method']);
  });

  test('leaves alone what is not on the same data', async () => {
    const [, pairs] = await smallResults('a');
    const changed = { ...pairs!, dataset: { name: 'b.txt', sha256: 'cd'.repeat(32) } };
    const report = await compareResults(pairs!, changed);
    expect(report.comparisons).toEqual([]);
    expect(report.unmatched).toMatchObject([
      { side: 'a', reason: 'the others have a dataset of this name with other content' },
      { side: 'b' },
    ]);
    expect(describeComparison(report)).toContain('b.txt, similarity: a was not compared, since');
  });

  test('pairs several encoders by their names', async () => {
    const old = [...(await smallResults('x')), ...(await smallResults('y', 0.5))];
    const { comparisons, unmatched } = await compareResults(old, [...old].reverse());
    expect(unmatched).toEqual([]);
    for (const { a, b } of comparisons) expect(a.encoder).toBe(b.encoder);
  });

  test('refuses results that do not fit each other', async () => {
    const a = await measure('a', 0.1, 1);
    const b = { ...a, measured: a.measured.slice(1), expected: a.expected.slice(1) };
    await expect(compareResults(a, b)).rejects.toThrow(InvalidInputError);
    await expect(compareResults(a, a, { detail: true } as object)).rejects.toThrow('details');
  });

  test('hears an abort between resamples', async () => {
    const a = await measure('a', 0.1, 1);
    const signal = AbortSignal.timeout(150);
    const started = performance.now();
    const comparing = compareResults(a, a, { resamples: 1_000_000, signal });
    await expect(comparing).rejects.toThrow(/timeout/);
    expect(performance.now() - started).toBeLessThan(2000);
  });
});

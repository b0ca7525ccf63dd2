import { defineEncoder, type EncodeCall, InvalidInputError } from '@tovec/core';
import { createKeyedVectors } from '@tovec/vectors';
import { describe, expect, test } from 'vitest';
import { compareResults } from '../compare/compare-results.js';
import type { RetrievalDataset } from '../datasets/retrieval-dataset.js';
import { retrievalFromLabels } from '../datasets/retrieval-from-labels.js';
import { validateResult } from '../results/validate-result.js';
import { retrieval } from './retrieval.js';

const angles: Record<string, number> = { cat: 0, kitten: 5, dog: 20, car: 80, van: 85, lorry: 95 };
const items = Object.keys(angles);
const vectorOf = (word: string) => {
  const angle = (angles[word]! * Math.PI) / 180;
  return [Math.cos(angle), Math.sin(angle)];
};
const vectors = createKeyedVectors({
  ...{ items, matrix: Float32Array.from(items.flatMap(vectorOf)), dimensions: 2 },
});
const corpus = ['kitten', 'dog', 'car', 'van'].map((input) => ({ id: `d-${input}`, input }));
const query = (input: string, ...relevant: [string, number][]) => ({
  ...{ id: `q-${input}`, input, relevant: new Map(relevant) },
});
const dataset: RetrievalDataset = {
  name: 'small',
  corpus,
  queries: [
    query('cat', ['d-kitten', 2], ['d-dog', 1]),
    query('lorry', ['d-car', 1], ['d-kitten', 1]),
    query('dog', ['d-van', 0]),
  ],
};

describe('retrieval', () => {
  test('scores what is found by exact search', async () => {
    const result = await retrieval(vectors, dataset, { ks: [1, 2, 4] });
    const value = (metric: string, k: number) =>
      result.scores.find((one) => one.metric === metric && one.k === k)?.value;
    // cat finds kitten, dog, car, van; lorry finds van, car, dog, kitten.
    const log3 = Math.log2(3);
    expect(value('ndcg', 1)).toBeCloseTo((1 + 0) / 2, 7);
    expect(value('ndcg', 2)).toBeCloseTo((1 + 1 / log3 / (1 + 1 / log3)) / 2, 7);
    expect(value('mrr', 4)).toBeCloseTo((1 + 1 / 2) / 2, 12);
    expect(value('map', 4)).toBeCloseTo((1 + (1 / 2 + 2 / 4) / 2) / 2, 12);
    expect(value('recall', 2)).toBeCloseTo((1 + 1 / 2) / 2, 12);
    expect(value('precision', 1)).toBeCloseTo(1 / 2, 12);
    expect(result).toMatchObject({
      ...{ primaryMetric: 'ndcg@4', documents: 4, queries: 3, used: 2, unjudged: 1, coverage: 1 },
      firstRelevant: [1, 2, null],
    });
    expect(result.outcomes[2]).toBeNull();
    expect(result.score).toBeCloseTo((result.outcomes[0]! + result.outcomes[1]!) / 2, 12);
  });

  test('finds no query by itself, though it is in the corpus', async () => {
    const labels = (word: string) => (angles[word]! < 50 ? ['animal'] : ['vehicle']);
    const labelled = items.map((item) => ({ item, labels: labels(item) }));
    const result = await retrieval(vectors, retrievalFromLabels({ name: 'l', items: labelled }), {
      ks: [2],
    });
    expect(result).toMatchObject({ score: 1, used: 6, unjudged: 0 });
    const single = [...labelled, { item: 'cat', labels: ['alone'] }];
    const other = await retrieval(vectors, retrievalFromLabels({ name: 'l', items: single }), {
      ks: [2],
    });
    expect(other).toMatchObject({ used: 6, unjudged: 1, coverage: 1 });
  });

  test('tells a query in the corpus from a document of the same number', async () => {
    const numbered = {
      ...{
        name: 'numbers',
        corpus: [
          { id: '1', input: 'kitten' },
          { id: '2', input: 'the cat' },
        ],
      },
      queries: [{ id: '1', input: 'cat', relevant: new Map([['1', 1]]) }],
    };
    const known = createKeyedVectors({
      ...{ items: ['cat', 'kitten', 'the cat'], matrix: Float32Array.of(1, 0, 2, 1, 1, 0) },
      dimensions: 2,
    });
    expect((await retrieval(known, numbered, { ks: [1] })).score).toBe(0);
    const own = { ...numbered, queries: [{ ...numbered.queries[0]!, id: '2' }] };
    expect((await retrieval(known, own, { ks: [1] })).score).toBe(1);
  });

  test('never finds documents without a vector, and leaves out queries without one', async () => {
    const unknown = {
      ...dataset,
      corpus: [...corpus, { id: 'd-yeti', input: 'yeti' }],
      queries: [query('cat', ['d-yeti', 1]), query('ogre', ['d-dog', 1])],
    };
    const result = await retrieval(vectors, unknown, { ks: [10] });
    expect(result).toMatchObject({
      ...{ score: 0, used: 1, coverage: 0.5, missingDocuments: 1, missingQueries: 1 },
      ...{ outcomes: [0, null], firstRelevant: [null, null] },
    });
    const zero = await retrieval(vectors, unknown, { ks: [1, 2], missing: 'zero' });
    expect(zero).toMatchObject({ used: 2, coverage: 0.5, firstRelevant: [null, 2] });
  });

  test('tells the encoder what is a query and what a document', async () => {
    const roles: string[] = [];
    const encoder = defineEncoder({
      ...{ id: 'roles', modality: 'word', dimensions: 2 },
      limits: { maxBatch: 10, concurrent: true },
      capabilities: { deterministic: true, missing: 'report', roles: ['query', 'document'] },
      async doEncode({ inputs, role }: EncodeCall<string>) {
        roles.push(`${role} ${inputs.length}`);
        return { vectors: Float32Array.from(inputs.flatMap(vectorOf)), notes: [] };
      },
    });
    await retrieval(encoder, dataset);
    expect(roles).toEqual(['document 4', 'query 3']);
  });

  test('orders by the dot product where it is told to', async () => {
    const long = createKeyedVectors({
      ...{ items: ['q', 'near', 'long'], matrix: Float32Array.of(1, 0, 1, 0.1, 5, 5) },
      dimensions: 2,
    });
    const set = {
      ...{ name: 'two', corpus: ['near', 'long'].map((input) => ({ id: input, input })) },
      queries: [{ id: 'q', input: 'q', relevant: new Map([['near', 1]]) }],
    };
    expect((await retrieval(long, set, { ks: [1] })).score).toBe(1);
    expect((await retrieval(long, set, { ks: [1], similarity: 'dot' })).score).toBe(0);
    const unit = { ks: [1], similarity: 'dot', normalize: true } as const;
    expect((await retrieval(long, set, unit)).score).toBe(1);
  });

  test('gives results that are plain, valid and comparable', async () => {
    const [result] = await retrieval(vectors, [dataset], { resamples: 50 });
    expect(result!.primaryMetric).toBe('ndcg@10');
    expect(JSON.parse(JSON.stringify(result))).toEqual(result);
    expect(validateResult(result)).toBe(result);
    const { comparisons } = await compareResults(result!, result!, { resamples: 50 });
    expect(comparisons[0]).toMatchObject({ metric: 'ndcg@10', shared: 2 });
  });

  test('has no score where nothing is asked', async () => {
    const none = await retrieval(vectors, { ...dataset, queries: [] });
    expect(none).toMatchObject({ score: null, interval: null, coverage: null, used: 0 });
    const empty = await retrieval(vectors, { ...dataset, corpus: [] });
    expect(empty).toMatchObject({ score: 0, documents: 0 });
  });

  test.each([
    [{ ks: [] }, 'ks must be a list'],
    [{ ks: [0] }, 'ks must be an integer of at least 1'],
    [{ similarity: 'l2' }, "one of 'cosine', 'dot'"],
    [{ k: [1] }, "Did you mean 'ks'?"],
  ])('refuses %j', async (options, message) => {
    const measuring = retrieval(vectors, dataset, options as object);
    await expect(measuring).rejects.toThrow(InvalidInputError);
    await expect(retrieval(vectors, dataset, options as object)).rejects.toThrow(message);
  });

  test('stops when it is told to', async () => {
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(retrieval(vectors, dataset, { signal })).rejects.toThrow('enough');
  });
});

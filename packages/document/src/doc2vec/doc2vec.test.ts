import { InvalidInputError, MissingItemError, UnsupportedError } from '@tovec/core';
import { describe, expect, test } from 'vitest';
import { rejection, topicTexts } from '../testing/helpers.js';
import type { Doc2Vec } from './doc2vec.js';
import type { Doc2VecInferOptions } from './options.js';
import { trainDoc2Vec } from './train-doc2vec.js';

const small = { dimensions: 12, minCount: 1, workers: 1, sample: 0 } as const;
const kinds = [
  { architecture: 'dbow' },
  { architecture: 'dbow', trainWords: true },
  { architecture: 'dm' },
  { architecture: 'dm', combine: 'sum', hierarchicalSoftmax: true, negative: 0 },
  { architecture: 'dm', combine: 'concatenate', window: 2 },
] as const;
const texts = topicTexts(400);
const unseen = topicTexts(60, 2);

/** How much likelier two documents of a topic are alike than two of different ones. */
function separation(model: Doc2Vec, rows: readonly Float32Array[]): number {
  let right = 0;
  for (const [at, row] of rows.entries()) {
    const [first] = model.nearest(row, { topK: 1 });
    right += Number(Number(first!.item) % 2 === at % 2);
  }
  return right / rows.length;
}

describe('Doc2Vec', () => {
  test.each(kinds)('infers unseen documents near those that are like them: %o', async (kind) => {
    const model = await trainDoc2Vec(texts, { ...small, ...kind, epochs: 60 });
    const inferred = await model.infer(unseen);
    expect(separation(model, [...inferred])).toBeGreaterThan(0.85);
  });

  test.each(kinds)(
    'infers a document to the same bytes whatever is around it: %o',
    async (kind) => {
      const model = await trainDoc2Vec(texts.slice(0, 80), { ...small, ...kind, epochs: 4 });
      const tables = [model.documents, model.words].map((each) => each?.matrix.values.slice());
      const all = await model.infer(unseen);
      const again = await model.infer([...unseen].reverse());
      const alone = await model.infer([unseen[7]!]);
      const encoded = await model.encoder.encode(unseen, { batchSize: 9 });
      for (let row = 0; row < unseen.length; row++) {
        expect(again.row(unseen.length - 1 - row)).toEqual(all.row(row));
        expect(encoded.row(row)).toEqual(all.row(row));
      }
      expect(alone.row(0)).toEqual(all.row(7));
      expect(all.row(7)).not.toEqual(all.row(8));
      const seeded = await model.infer([unseen[7]!], { seed: 2 });
      expect(seeded.row(0)).not.toEqual(alone.row(0));
      expect([model.documents, model.words].map((each) => each?.matrix.values)).toEqual(tables);
    },
  );

  test('infers many documents in threads as it does few without', async () => {
    const model = await trainDoc2Vec(texts.slice(0, 80), { ...small, epochs: 2 });
    const many = Array.from({ length: 40 }, (_, at) => topicTexts(100, at).join(' '));
    const options = { epochs: 30 };
    const inThreads = await model.infer(many, { ...options, workers: 4 });
    const inTurns = await model.infer(many, { ...options, workers: 1 });
    expect(inThreads.data).toEqual(inTurns.data);
    const [first, second] = await Promise.all([
      model.infer(many, { ...options, workers: 4 }),
      model.infer(many.slice(0, 3), options),
    ]);
    expect(first!.data).toEqual(inTurns.data);
    expect(second!.data).toEqual(inTurns.data.slice(0, 3 * 12));
  });

  test('infers texts and tokens alike, and documents that are longer than a piece', async () => {
    const model = await trainDoc2Vec(texts.slice(0, 80), { ...small, lowercase: true, epochs: 2 });
    const text = topicTexts(1000, 5).join(' ');
    const { data } = await model.infer([text.toUpperCase(), text.split(' ')] as const);
    expect(data.slice(0, 12)).toEqual(data.slice(12));
    expect(data.every(Number.isFinite)).toBe(true);
  });

  test('says of which documents it knows no word', async () => {
    const model = await trainDoc2Vec(texts.slice(0, 20), { ...small, epochs: 1 });
    const { data, notes } = await model.infer(['', 'never seen', 'common1 never', []]);
    expect(notes).toEqual([
      { row: 0, kind: 'missing', message: 'it has no words' },
      { row: 1, kind: 'missing', message: 'none of its 2 words is known' },
      { row: 3, kind: 'missing', message: 'it has no words' },
    ]);
    expect([...data.slice(0, 24), ...data.slice(36)]).toEqual(new Array(36).fill(0));
    expect(data.slice(24, 36).some((value) => value !== 0)).toBe(true);
    const { notes: encoded } = await model.encoder.encode(['', 'common1']);
    expect(encoded).toEqual([{ row: 0, kind: 'missing', message: 'it has no words' }]);
  });

  test('knows of which documents nothing was learnt', async () => {
    const model = await trainDoc2Vec([...texts.slice(0, 20), 'once'], { ...small, minCount: 2 });
    expect([model.isLearnt('19'), model.isLearnt('20')]).toEqual([true, false]);
    expect(model.report.unlearnt).toEqual({ count: 1, tags: ['20'] });
    expect(() => model.isLearnt('21')).toThrow(MissingItemError);
    expect((await model.infer([])).rows).toBe(0);
  });

  test('finds documents by words and texts, and words by documents', async () => {
    const options = { ...small, architecture: 'dbow', trainWords: true, epochs: 60 } as const;
    const model = await trainDoc2Vec(texts, options);
    const [byText] = await model.nearestDocuments({ text: unseen[1]! }, { topK: 1 });
    expect(Number(byText!.item) % 2).toBe(1);
    const byWord = await model.nearestDocuments({ word: 'topic0word31' }, { topK: 10 });
    expect(byWord.filter(({ item }) => Number(item) % 2 === 0).length).toBeGreaterThan(7);
    const words = model.nearestWords('3', { topK: 6 }).map(({ item }) => item);
    expect(words.filter((word) => word.startsWith('topic1')).length).toBeGreaterThan(3);
    expect(model.nearestWords(model.documents.get('3'), { topK: 6 })[0]!.item).toBe(words[0]);
  });

  test('refuses what it does not have', async () => {
    const model = await trainDoc2Vec(texts.slice(0, 20), { ...small, architecture: 'dbow' });
    expect(model.words).toBeUndefined();
    expect(() => model.nearestWords('1')).toThrow(UnsupportedError);
    expect(() => model.nearestWords('1')).toThrow('pass trainWords: true');
    await expect(model.nearestDocuments({ word: 'common1' })).rejects.toThrow(UnsupportedError);
    expect(() => model.nearest('99')).toThrow(MissingItemError);
    expect(() => model.nearestWords('99')).toThrow(MissingItemError);
    const error = await rejection(model.nearestDocuments({ text: 'never' }));
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error.message).toContain('the text has no vector: its only word is not known');
    await model.dispose();
    await expect(model.infer(['common1'])).rejects.toThrow('disposed of');
    await expect(model.encoder.encode(['common1'])).rejects.toThrow('disposed of');
    expect(() => model.nearest('1')).toThrow('disposed of');
  });

  test('names the nearest tags to one that is not there', async () => {
    const documents = texts.slice(0, 20).map((text, at) => ({ tags: `article ${at}`, text }));
    const model = await trainDoc2Vec(documents, { ...small, epochs: 1 });
    expect(() => model.nearest('Article 3')).toThrow("Did you mean 'article 3'");
  });

  test.each([
    [{ epochs: 0 }, 'epochs must be'],
    [{ learningRate: -1 }, 'learningRate must be'],
    [{ learningRate: 0.1, minLearningRate: 0.2 }, 'minLearningRate must be'],
    [{ seed: 0.5 }, 'seed must be'],
    [{ workers: 0 }, 'workers must be'],
    [{ steps: 5 }, "no option 'steps'"],
  ])('refuses to infer with %o', async (options, message) => {
    const model = await trainDoc2Vec(texts.slice(0, 20), { ...small, epochs: 1 });
    expect(
      (await rejection(model.infer(['common1'], options as Doc2VecInferOptions))).message,
    ).toContain(message);
    expect((await rejection(model.infer([5 as unknown as string]))).message).toContain(
      'document 0',
    );
    expect((await rejection(model.infer('a' as never))).message).toContain('an array of texts');
  });

  test('stops inferring when it is told to', async () => {
    const model = await trainDoc2Vec(texts.slice(0, 20), { ...small, epochs: 1 });
    const signal = AbortSignal.timeout(50);
    const many = Array.from({ length: 20 }, (_, at) => topicTexts(50, at).join(' '));
    for (const workers of [1, 4]) {
      const given = { signal, epochs: 1_000, workers };
      expect((await rejection(model.infer(many, given))).name).toBe('TimeoutError');
    }
  });
});

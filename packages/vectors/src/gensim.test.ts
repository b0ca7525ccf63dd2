import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { readVectors } from './formats/read-vectors.js';

type Answers = [item: string, score: number][];

interface Golden {
  text: string;
  binary: string;
  mostSimilar: [string, string, string, Answers][];
  restricted: [string, Answers][];
  oddOneOut: [string, string, string, string][];
  rank: [string, string, number][];
  similarity: [string, string, number][];
}

/** What gensim answered about the same table; fixtures/make-gensim.py wrote it. */
const golden = JSON.parse(
  await readFile(new URL('../fixtures/gensim.json', import.meta.url), 'utf8'),
) as Golden;

const bytesOf = (base64: string) => new Uint8Array(Buffer.from(base64, 'base64'));
const vectors = await readVectors(bytesOf(golden.text));

function expectAnswers(found: readonly { item: string; score: number }[], answers: Answers): void {
  expect(found.map(({ item }) => item)).toEqual(answers.map(([item]) => item));
  for (const [at, [, score]] of answers.entries()) expect(found[at]?.score).toBeCloseTo(score, 5);
}

describe('as in gensim', () => {
  it('text and binary files hold the same table', async () => {
    const other = await readVectors(bytesOf(golden.binary));
    expect([...other]).toEqual([...vectors]);
    expect(vectors.itemAt(41)).toBe('日本');
  });

  it('nearest items of a combined query are those of most_similar', () => {
    for (const [p, q, n, answers] of golden.mostSimilar) {
      expectAnswers(vectors.nearest({ positive: [p, q], negative: [n] }, { topK: 5 }), answers);
      expectAnswers(vectors.analogy(n, p, q, { topK: 5 }), answers);
    }
  });

  it('restrict is restrict_vocab', () => {
    for (const [item, answers] of golden.restricted) {
      expectAnswers(vectors.nearest(item, { topK: 4, restrict: 20 }), answers);
    }
  });

  it('oddOneOut is doesnt_match, rank is rank, similarity is similarity', () => {
    for (const [a, b, c, odd] of golden.oddOneOut) expect(vectors.oddOneOut([a, b, c])).toBe(odd);
    for (const [a, b, rank] of golden.rank) expect(vectors.rank(a, b)).toBe(rank);
    for (const [a, b, cosine] of golden.similarity) {
      expect(vectors.similarity(a, b)).toBeCloseTo(cosine, 6);
    }
  });
});

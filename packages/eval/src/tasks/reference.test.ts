import { readVectors } from '@tovec/vectors';
import { describe, expect, test } from 'vitest';
import { readAnalogies } from '../datasets/read-analogies.js';
import { readOutliers } from '../datasets/read-outliers.js';
import { readWordPairs } from '../datasets/read-word-pairs.js';
import { fixture, golden, hasSharedWords, sharedWords } from '../testing/fixtures.js';
import { type AnalogiesResult, type AnalogyMethod, analogies } from './analogies.js';
import { outliers } from './outliers.js';
import { similarity } from './similarity.js';

interface Counts {
  readonly name: string;
  readonly correct: number;
  readonly total: number;
}
type PairGoldens = Record<
  'skip' | 'zero',
  { readonly pearson: number; readonly spearman: number; readonly missing: number }
>;
interface Gensim {
  readonly analogies: readonly {
    readonly method: AnalogyMethod;
    readonly restrict: number;
    readonly sections: readonly Counts[];
  }[];
  readonly pairs: PairGoldens;
  readonly lee: { readonly analogies: readonly Counts[]; readonly pairs: PairGoldens };
}
interface Scorer {
  readonly accuracy: number;
  readonly opp: number;
  readonly positions: Readonly<Record<string, number>>;
}

const gensim = golden<Gensim>('gensim.json');
const vectors = await readVectors(fixture('vectors.txt'));
const questions = await readAnalogies(fixture('questions.txt'));

function countsOf({ sections }: AnalogiesResult, among: readonly Counts[]): Counts[] {
  const names = among.map(({ name }) => name);
  return sections
    .filter(({ name }) => names.includes(name))
    .map(({ name, correct, total }) => ({ name, correct, total }));
}

describe('gensim', () => {
  test.each(gensim.analogies)(
    'counts the same answers by $method among $restrict words',
    async ({ method, restrict, sections }) => {
      const result = await analogies(vectors, questions, { method, restrict });
      expect(countsOf(result, sections)).toEqual(sections);
    },
  );

  test.each(['skip', 'zero'] as const)(
    'correlates the same, missing words: %s',
    async (missing) => {
      const expected = gensim.pairs[missing];
      const result = await similarity(vectors, await readWordPairs(fixture('pairs.txt')), {
        missing,
      });
      expect(result.spearman).toBeCloseTo(expected.spearman, 6);
      expect(result.pearson).toBeCloseTo(expected.pearson, 6);
      expect(1 - result.coverage!).toBeCloseTo(expected.missing, 12);
    },
  );

  test.skipIf(!hasSharedWords)('says the same of its own vectors (lee_fasttext.vec)', async () => {
    const lee = await readVectors(`${sharedWords}fasttext/lee_fasttext.vec`);
    const result = await analogies(lee, await readAnalogies(`${sharedWords}questions-words.txt`));
    expect(countsOf(result, gensim.lee.analogies)).toEqual(gensim.lee.analogies);
    const pairs = await readWordPairs(`${sharedWords}EN-WS-353-ALL.txt`);
    for (const missing of ['skip', 'zero'] as const) {
      const { spearman, pearson, coverage } = await similarity(lee, pairs, {
        ...{ missing, caseFold: false },
      });
      const expected = gensim.lee.pairs[missing];
      expect(spearman).toBeCloseTo(expected.spearman, 6);
      expect(pearson).toBeCloseTo(expected.pearson, 6);
      expect(1 - coverage!).toBeCloseTo(expected.missing, 12);
    }
  });
});

test('the scorer of Camacho-Collados and Navigli finds the same outliers', async () => {
  const expected = golden<Scorer>('outliers.json');
  const dataset = await readOutliers(fixture('outliers'));
  const { accuracy, opp, groups, coverage } = await outliers(vectors, dataset, { missing: 'zero' });
  expect(accuracy).toBeCloseTo(expected.accuracy, 12);
  expect(opp).toBeCloseTo(expected.opp, 12);
  expect(coverage).toBe(13 / 14); // 'other 4' has no vector in any way

  for (const [at, { positions }] of groups.entries()) {
    expect(positions).toEqual(dataset.groups[at]!.outliers.map((word) => expected.positions[word]));
  }
});

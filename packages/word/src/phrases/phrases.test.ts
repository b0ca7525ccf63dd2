import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InvalidInputError, ModelFileError } from '@tovec/core';
import { describe, expect, test } from 'vitest';
import { mutated, rejection, temporaryDirectory } from '../testing/helpers.js';
import { trainWord2Vec } from '../word2vec/index.js';
import { type Corpus, loadPhrases, type Phrases, type PhrasesOptions, phrases } from './index.js';

interface Golden {
  readonly sentences: readonly string[];
  readonly gensim: Record<'default' | 'npmi', readonly GensimRun[]>;
  readonly word2phrase: readonly (Pick<GensimRun, 'minCount' | 'threshold'> & {
    applied: string;
  })[];
}

interface GensimRun {
  readonly minCount: number;
  readonly threshold: number;
  readonly scores: Record<string, number>;
  readonly applied: readonly string[];
}

const fixture = new URL('../../fixtures/phrases/phrases.json', import.meta.url);
const golden = JSON.parse(await readFile(fixture, 'utf8')) as Golden;
const sentences = golden.sentences.map((sentence) => sentence.split(' '));
const one = { workers: 1 };

async function applied(learnt: Phrases, corpus: Corpus): Promise<string[]> {
  const lines: string[] = [];
  for await (const tokens of learnt.apply(corpus)) lines.push(tokens.join(' '));
  return lines;
}

describe('phrases', () => {
  test.each([
    ...golden.gensim.default.map((run) => [run, 'gensim'] as const),
    ...golden.gensim.npmi.map((run) => [run, 'npmi'] as const),
  ])("have gensim's scores, and are found where gensim finds them: %#", async (run, scoring) => {
    const { minCount, threshold, scores } = run;
    const learnt = await phrases(sentences, { ...one, minCount, threshold, scoring });
    // gensim lists the phrases of its own greedy walk; a pair that always loses is not among them.
    const found = new Map(learnt.entries.map(({ phrase, score }) => [phrase, score]));
    for (const [phrase, score] of Object.entries(scores)) {
      expect(found.get(phrase)! / score).toBeCloseTo(1, 12);
    }
    expect(await applied(learnt, sentences.slice(0, 40))).toEqual(run.applied);
  });

  test.each(golden.word2phrase)('are what word2phrase.c finds: %#', async (run) => {
    const { minCount, threshold } = run;
    const text = golden.sentences.join(' ');
    const learnt = await phrases(text, { ...one, minCount, threshold });
    expect((await applied(learnt, text)).join(' ')).toBe(run.applied);
  });

  test('are sorted by score, with their words and counts', async () => {
    const learnt = await phrases('x a b y a b z a b', { ...one, minCount: 1, threshold: 1 });
    const [best] = learnt.entries;
    // (3 − 1) / (3 · 3) · 9
    expect(best).toEqual({
      first: 'a',
      second: 'b',
      phrase: 'a_b',
      count: 3,
      score: 2,
    });
    expect(learnt.size).toBe(learnt.entries.length);
  });

  test('do not reach across sentences or rare words', async () => {
    const text = 'a b\nc\nd once e\n'.repeat(6).replaceAll('once', () => `once${Math.random()}`);
    const learnt = await phrases(text, { ...one, minCount: 5, threshold: -1 });
    expect(learnt.entries.map(({ phrase }) => phrase)).toEqual(['a_b']);
  });
});

describe('applying phrases', () => {
  const learn = (options: PhrasesOptions = {}) =>
    phrases('the new york times\nin new york\n'.repeat(9), { ...one, threshold: 1, ...options });

  test('streams a corpus that can be read again, and trained on', async () => {
    const path = join(await temporaryDirectory(), 'text.txt');
    await writeFile(path, 'in new york \n\n  new york\nnew\nyork');
    const joined = (await learn({ threshold: 1.8 })).apply({ path });
    const expected = [['in', 'new_york'], ['new_york'], ['new'], ['york']];
    for (let time = 0; time < 2; time++) {
      const found: string[][] = [];
      for await (const tokens of joined) found.push(tokens);
      expect(found).toEqual(expected);
    }
    const { vectors } = await trainWord2Vec(joined, { ...one, dimensions: 4, minCount: 1 });
    expect([...vectors.keys()].toSorted()).toEqual(['in', 'new', 'new_york', 'york']);
  });

  test('again finds longer phrases', async () => {
    const text = 'the new york times\nin new york city\n'.repeat(9);
    const first = await phrases(text, { ...one, threshold: 3, minCount: 1 });
    const second = await phrases(first.apply(text), { ...one, threshold: 1, minCount: 1 });
    const lines = new Set(await applied(second, first.apply(text)));
    expect([...lines].join(' | ')).toContain('new_york_times');
  });

  test('joins what stands where parts of a long sentence meet', async () => {
    const learnt = await phrases('a b '.repeat(10), { ...one, threshold: 1.5, minCount: 1 });
    for (const lead of ['', 'x ']) {
      const tokens = (await applied(learnt, lead + 'a b '.repeat(3000))).join(' ').split(' ');
      expect(tokens.filter((token) => token === 'a_b')).toHaveLength(3000);
    }
  });

  test('reads text as it was read when they were learnt', async () => {
    const rules = { lowercase: true, tokenPattern: /\p{L}+/gu };
    const learnt = await learn({ ...rules, delimiter: '++', threshold: 1.8 });
    expect(await applied(learnt, 'In NEW, York!')).toEqual(['in new++york']);
    const error = await rejection(applied(learnt, 'caf\udce9'));
    expect(error).toBeInstanceOf(InvalidInputError);
  });
});

test('applying phrases refuses options that it does not have', async () => {
  const learnt = await phrases('a b', { ...one, minCount: 1, threshold: 0 });
  expect(() => learnt.apply('a b', { sginal: undefined } as object)).toThrow("mean 'signal'");
});

describe('a file of phrases', () => {
  test('holds all of it', async () => {
    const path = join(await temporaryDirectory(), 'phrases.safetensors');
    const options = {
      scoring: 'npmi',
      minCount: 2,
      lowercase: true,
      tokenPattern: /\w+/g,
    } as const;
    const learnt = await phrases(sentences, { ...one, ...options });
    await learnt.save(path);
    const loaded = await loadPhrases(path);
    expect(loaded.entries).toEqual(learnt.entries);
    expect(loaded.settings).toEqual(learnt.settings);
    const none = await phrases('a b c', { ...one, threshold: 1e9 });
    await none.save(path);
    expect((await loadPhrases(path)).size).toBe(0);
  });

  test('that is damaged is a ModelFileError or still phrases', async () => {
    const path = join(await temporaryDirectory(), 'phrases.safetensors');
    await (await phrases(sentences, { ...one, minCount: 2, threshold: 20 })).save(path);
    const bytes = await readFile(path);
    for (let seed = 0; seed < 200; seed++) {
      const loaded = await loadPhrases(mutated(bytes, seed)).catch((error: unknown) => error);
      if (loaded instanceof Error) expect(loaded).toBeInstanceOf(ModelFileError);
    }
  });
});

test.each([
  [{ scoring: 'pmi' }, 'scoring must be one of'],
  [{ threshhold: 3 }, "Did you mean 'threshold'?"],
  [{ minCount: 0 }, 'minCount must be an integer'],
  [{ delimiter: 3 }, 'delimiter must be a string'],
  [{ delimiter: '' }, 'delimiter must be a string with at least one character'],
  [{ delimiter: ' ' }, 'delimiter must not have white space'],
  [{ delimiter: '_\n' }, 'delimiter must not have white space'],
  [{ scoring: 'npmi', threshold: 1.5 }, 'threshold must be a finite number of at most 1'],
  [{ tokenPattern: 'x' }, 'tokenPattern must be a regular expression'],
])('learning phrases refuses %j', async (options, message) => {
  const error = await rejection(phrases('a b', options as object));
  expect(error).toBeInstanceOf(InvalidInputError);
  expect(error.message).toContain(message);
});

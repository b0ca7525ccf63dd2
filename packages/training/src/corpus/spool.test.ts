import { InvalidInputError, SourceError } from '@tovec/core';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { contents } from '../testing/contents.js';
import { rejection, watchTemporaryFiles } from '../testing/helpers.js';
import type { Corpus } from './corpus.js';
import { openCorpus } from './open-corpus.js';

const notAnything = (given: unknown) => openCorpus(given as Corpus);

async function* later<Item>(...items: Item[]): AsyncGenerator<Item> {
  for (const item of items) {
    await new Promise((resolve) => setImmediate(resolve));
    yield item;
  }
}

describe('a corpus in memory', () => {
  test('is a text, or texts', async () => {
    expect(await contents('one two\nthree')).toEqual(['one two\nthree\n']);
    expect(await contents(['one', 'two three'])).toEqual(['one\ntwo three\n']);
    expect(await contents(new Set(['one', 'two']))).toEqual(['one\ntwo\n']);
    expect(await contents(later('one', 'two\nthree'))).toEqual(['one\ntwo\nthree\n']);
  });

  test('is sentences of tokens, which may hold white space', async () => {
    const sentences = [['New York', 'is\n'], [], ['big']];
    const expected = ['New York\xffis\n\xff\xfe\xfebig\xff\xfe'];
    expect(await contents(sentences)).toEqual(expected);
    expect(await contents(later(...sentences))).toEqual(expected);
    await using corpus = await openCorpus(sentences);
    expect(corpus.form).toBe('tokens');
  });

  test('keeps bytes that are no UTF-8 when they come as lone surrogates', async () => {
    expect(await contents('caf\udce9')).toEqual(['caf\xe9\n']);
    const error = await rejection(openCorpus(['half a pair: \ud800']));
    expect(error).toBeInstanceOf(InvalidInputError);
  });

  test('refuses tokens with the two bytes that separate tokens', async () => {
    for (const token of ['a\udcfe', '\udcffb']) {
      expect(await rejection(openCorpus([[token]]))).toBeInstanceOf(InvalidInputError);
    }
    // The same code units as halves of a pair are a character like any other.
    await using corpus = await openCorpus([['\ud83d\udcfe']]);
    expect(corpus.bytes).toBe(6);
  });

  test('may be empty, which is for the vocabulary to refuse', async () => {
    expect(await contents([])).toEqual([]);
    expect(await contents(later())).toEqual([]);
  });

  test('holds strings or arrays of strings, not both and nothing else', async () => {
    for (const [given, message] of [
      [['one', ['two']], 'item 1 of the corpus is an array, but a string'],
      [[['one'], 'two'], 'item 1 of the corpus is string, but an array'],
      [['one', 2], 'item 1 of the corpus is number'],
      [[3], 'item 0 of the corpus is number'],
      [[['one', 2]], 'a token of item 0 of the corpus is number'],
      [new Uint8Array(2), 'item 0 of the corpus is number'],
      [later('one', undefined), 'item 1 of the corpus is undefined'],
    ] as const) {
      const error = await rejection(notAnything(given));
      expect(error).toBeInstanceOf(InvalidInputError);
      expect(error.message).toContain(message);
    }
  });

  test.each([
    [undefined, 'but undefined was given'],
    [null, 'but null was given'],
    [5, 'but 5 was given'],
    [{}, 'but an object was given'],
    [{ path: undefined }, 'but an object was given'],
    [{ path: 5 }, 'the path of a corpus is a string or a file: URL, but 5 was given'],
    [{ path: ['a'] }, 'but an array of 1 was given'],
  ])('is not %j', async (given, message) => {
    const error = await rejection(notAnything(given));
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error.message).toContain(message);
  });

  test('leaves no temporary file behind, neither disposed of nor refused', async () => {
    const temporary = await watchTemporaryFiles();
    await using corpus = await openCorpus('one two');
    expect(await temporary()).toHaveLength(1);
    await corpus[Symbol.asyncDispose]();
    expect(await temporary()).toEqual([]);
    await rejection(notAnything(['one', 2]));
    expect(await temporary()).toEqual([]);
  });

  test('throws what its iterable throws', async () => {
    const temporary = await watchTemporaryFiles();
    const mine = Object.assign(new Error('mine'), { code: 'ENOENT' });
    const failing = async function* () {
      yield 'one';
      throw mine;
    };
    expect(await rejection(openCorpus(failing()))).toBe(mine);
    expect(await temporary()).toEqual([]);
  });

  test('says so when temporary files cannot be written', async () => {
    vi.stubEnv('TMPDIR', '/nowhere');
    onTestFinished(() => {
      vi.unstubAllEnvs();
    });
    const error = await rejection(openCorpus('one two'));
    expect(error).toBeInstanceOf(SourceError);
    expect(error.message).toContain('/nowhere');
  });
});

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { countVocabulary } from './count-vocabulary.js';
import { counted, plainCounts, refused } from './testing/counted.js';
import { rejection, temporaryDirectory } from './testing/helpers.js';

describe('a vocabulary', () => {
  test('has the most frequent words first, and equal ones by code unit', async () => {
    expect(await counted('b a z é b Z a b 10 9')).toEqual([
      ...[['b', 3] as const, ['a', 2] as const],
      ...['10', '9', 'Z', 'z', 'é'].map((word) => [word, 1] as const),
    ]);
  });

  test('leaves out what occurs less than minCount times, 5 by default', async () => {
    const text = 'a '.repeat(6) + 'b '.repeat(5) + 'c '.repeat(4);
    const { words } = await countVocabulary(text, { workers: 1 });
    expect(words).toEqual(['a', 'b']);
    expect(await counted(text, { minCount: 6 })).toEqual([['a', 6]]);
  });

  test('has at most maxVocabulary words, the most frequent ones', async () => {
    const text = 'a a a b b c c d';
    expect((await counted(text, { maxVocabulary: 3 })).map(([word]) => word)).toEqual([
      ...['a', 'b', 'c'],
    ]);
    expect(await counted(text, { maxVocabulary: 2 })).toHaveLength(2);
    expect(await counted(text, { maxVocabulary: 100 })).toHaveLength(4);
  });

  test('keeps and drops the words that keep names, and asks it once for each', async () => {
    const asked: [string, number][] = [];
    const keep = (word: string, count: number) => {
      asked.push([word, count]);
      return word === 'rare' ? true : word === 'the' ? false : undefined;
    };
    const text = 'the the the the one one rare seldom';
    expect(await counted(text, { minCount: 2, keep })).toEqual([
      ['one', 2],
      ['rare', 1],
    ]);
    expect(asked.sort()).toEqual([
      ...[['one', 2] as const, ['rare', 1] as const, ['seldom', 1] as const, ['the', 4] as const],
    ]);
  });

  test('says what keep throws', async () => {
    const mine = new Error('mine');
    const keep = () => {
      throw mine;
    };
    expect(await rejection(counted('a b', { keep }))).toBe(mine);
  });

  test('is split at every ASCII white space and control character, and at nothing else', async () => {
    const words = await counted(' a\tb\r\nc\vd\fe\0f\x1fg\u00a0h\u3000i\u2028j\ufeffk\n\n');
    expect(words.map(([word]) => word)).toEqual([
      ...['a', 'b', 'c', 'd', 'e', 'f', 'g\u00a0h\u3000i\u2028j\ufeffk'],
    ]);
  });

  test('holds tokens as they are, white space and all, but for empty ones', async () => {
    expect(await counted([['New York', '\n', ''], ['New York'], []])).toEqual([
      ['New York', 2],
      ['\n', 1],
    ]);
  });

  test('is the same for every form of the same corpus', async () => {
    const path = join(await temporaryDirectory(), 'text');
    const lines = ['a rose is', 'a rose is', '', 'a rose'];
    await writeFile(path, lines.join('\n'));
    const expected = await counted({ path });
    expect(expected).toEqual(plainCounts(lines.join(' ').trim().split(/ +/)));
    expect(await counted(lines.join('\n'))).toEqual(expected);
    expect(await counted(lines)).toEqual(expected);
    expect(await counted(lines.map((line) => line.split(' ')))).toEqual(expected);
  });
});

describe('lowercase', () => {
  test('joins words as Unicode does', async () => {
    expect(await counted('Straße STRASSE ΣΊΣΥΦΟΣ Ёж ёж İ 𐐀', { lowercase: true })).toEqual([
      ['ёж', 2],
      ...['i\u0307', 'strasse', 'straße', 'σίσυφος', '𐐨'].map((word) => [word, 1] as const),
    ]);
  });

  test('comes before minCount', async () => {
    expect(await counted('The the THE a', { lowercase: true, minCount: 3 })).toEqual([['the', 3]]);
  });
});

describe('tokenPattern', () => {
  const tokenPattern = /[\p{L}\p{N}']+/u;

  test('takes several words out of one run, and none out of another', async () => {
    expect(await counted("well-known, don't... -- (well)", { tokenPattern })).toEqual([
      ['well', 2],
      ["don't", 1],
      ['known', 1],
    ]);
  });

  test('counts a word as often as it is in a run, and runs as often as they occur', async () => {
    expect(await counted('ha-ha-ha ha-ha-ha ha', { tokenPattern })).toEqual([['ha', 7]]);
  });

  test('matches what has been lower-cased', async () => {
    const options = { tokenPattern: /[a-z]+/, lowercase: true };
    expect(await counted('Well-Known', options)).toEqual([
      ['known', 1],
      ['well', 1],
    ]);
  });

  test('may be global, and keeps its own state', async () => {
    const pattern = /[a-z]/g;
    pattern.lastIndex = 2;
    expect(await counted('ab c', { tokenPattern: pattern })).toHaveLength(3);
    expect(pattern.lastIndex).toBe(2);
  });

  test('that matches nothing is named', async () => {
    expect(await refused('one two', { tokenPattern: /\d*/ })).toContain(
      'tokenPattern /\\d*/ matches nothing in it',
    );
  });
});

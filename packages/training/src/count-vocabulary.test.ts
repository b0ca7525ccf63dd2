import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createRandom, decodeUtf8, encodeUtf8, InvalidInputError } from '@tovec/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Corpus } from './corpus/corpus.js';
import { type CountVocabularyOptions, countVocabulary } from './count-vocabulary.js';
import { rejection, temporaryDirectory } from './testing/helpers.js';

/** Words and counts as pairs, counted by one worker with `minCount: 1` unless told otherwise. */
async function counted(corpus: Corpus, options: CountVocabularyOptions = {}) {
  const { words, counts } = await countVocabulary(corpus, { workers: 1, minCount: 1, ...options });
  return words.map((word, id) => [word, counts[id]] as const);
}

/** The same in plain JavaScript. */
function plainCounts(runs: Iterable<string>): [string, number][] {
  const counts = new Map<string, number>();
  for (const run of runs) counts.set(run, (counts.get(run) ?? 0) + 1);
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
}

async function refused(corpus: Corpus, options: CountVocabularyOptions = {}): Promise<string> {
  const error = await rejection(counted(corpus, options));
  expect(error).toBeInstanceOf(InvalidInputError);
  return error.message;
}

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

describe('counting', () => {
  /** 600 kB over all planes of Unicode, in lines of all lengths: 37 segments for one worker. */
  function generate(): string {
    const random = createRandom(5);
    const letters = [...'abcdefgh', 'ö', 'я', '語', '🙂'];
    let text = '';
    for (let word = 0; word < 120_000; word++) {
      const length = 1 + random.integer(1 + random.integer(6));
      for (let at = 0; at < length; at++) text += letters[random.integer(letters.length)];
      text += random.integer(12) === 0 ? '\n' : ' ';
    }
    return text;
  }

  test('gives what plain JavaScript gives, whatever the number of workers', async () => {
    const text = generate();
    const expected = plainCounts(text.trim().split(/[ \n]+/));
    expect(await counted(text)).toEqual(expected);
    expect(await counted(text, { workers: 3 })).toEqual(expected);
    // Files of a directory are counted together.
    const directory = await temporaryDirectory();
    const middle = text.indexOf('\n', text.length / 2);
    await writeFile(join(directory, 'a'), text.slice(0, middle));
    await writeFile(join(directory, 'b'), text.slice(middle + 1));
    expect(await counted({ path: directory }, { workers: 3 })).toEqual(expected);
  });

  test('takes a single line of 5 MB', async () => {
    const words = ['one', 'two', 'three'];
    const text = Array.from({ length: 1_200_000 }, (_, at) => words[at % 3]).join(' ');
    expect(text.length).toBeGreaterThan(5_000_000);
    expect(await counted(text, { workers: 2 })).toEqual([
      ['one', 400_000],
      ['three', 400_000],
      ['two', 400_000],
    ]);
  });

  test('takes words of 10,000 characters, and of nearly a mebibyte', async () => {
    const words = Array.from({ length: 60 }, (_, at) => `${at % 20}`.padEnd(10_000, 'é'));
    expect(await counted(words.join(' '))).toEqual(plainCounts(words));
    const longest = 'x'.repeat((1 << 20) - 1);
    expect(await counted(`a ${longest} b ${longest} `)).toEqual([
      [longest, 2],
      ['a', 1],
      ['b', 1],
    ]);
  });

  test('refuses 2 MB without white space, and says where', async () => {
    const path = join(await temporaryDirectory(), 'no-text');
    await writeFile(path, `some words ${'x'.repeat(2_000_000)}`);
    expect(await refused({ path })).toContain(
      `${path} has no white space in the 1048576 bytes from byte 11`,
    );
  });

  test.each([[''], [' \n\t '], [[]], [[[]]], [['', ' ']]])(
    'refuses %j as empty',
    async (corpus) => {
      expect(await refused(corpus)).toBe('the corpus is empty: there is no word in it');
    },
  );

  test('says how many words there were when none is left, and how often the most frequent', async () => {
    expect(await refused('a a a b', { minCount: 10 })).toMatch(
      /of 2 distinct words, no word occurs minCount = 10 times; .* lower minCount/,
    );
    expect(await refused('a a a b', { minCount: 10, lowercase: true })).toContain(
      '(the most frequent: 3)',
    );
    expect(await refused('a b', { keep: () => false })).toContain('loosen keep');
  });
});

describe('text that is not UTF-8', () => {
  const latin1 = Buffer.from('un café\nnaïve café', 'latin1');

  test('is refused with the file and the byte where its word begins', async () => {
    const path = join(await temporaryDirectory(), 'latin1.txt');
    await writeFile(path, latin1);
    const error = await rejection(counted({ path }));
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error.message).toContain(`the word at byte 3 of ${path} is not UTF-8`);
    expect((error as InvalidInputError).given).toEqual({ file: path, offset: 3 });
  });

  test('is found in a late segment too, and with several workers', async () => {
    const path = join(await temporaryDirectory(), 'late.txt');
    await writeFile(path, Buffer.concat([Buffer.from('good '.repeat(20_000)), latin1]));
    for (const workers of [1, 3]) {
      const message = await refused({ path }, { workers });
      expect(message).toContain(`the word at byte 100003 of ${path}`);
    }
  });

  test.each([
    ['an overlong form', [0xc0, 0xaf]],
    ['half a character', [0x61, 0xe2, 0x82]],
    ['a surrogate', [0xed, 0xa0, 0x80]],
    ['more than U+10FFFF', [0xf4, 0x90, 0x80, 0x80]],
    ['UTF-16', [0xff, 0xfe, 0x61, 0x00]],
  ])('is %s', async (_, bytes) => {
    const path = join(await temporaryDirectory(), 'text');
    await writeFile(path, Uint8Array.from([...bytes, 0x20]));
    expect(await refused({ path })).toContain('not UTF-8');
  });

  test('is learnt as it is when told to keep it', async () => {
    const path = join(await temporaryDirectory(), 'latin1.txt');
    await writeFile(path, latin1);
    const words = await counted({ path }, { invalidUtf8: 'keep' });
    expect(words).toEqual([
      ['caf\udce9', 2],
      ['na\udcefve', 1],
      ['un', 1],
    ]);
    expect([...encodeUtf8(words[0]![0])]).toEqual([...latin1.subarray(3, 7)]);
  });

  test('goes around from bytes to words and back, whatever the bytes', async () => {
    const path = join(await temporaryDirectory(), 'bytes');
    const word = fc.uint8Array({ min: 0x21, minLength: 1, maxLength: 9 });
    const words = fc.array(word, { minLength: 1, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(words, async (all) => {
        await writeFile(path, Buffer.concat(all.flatMap((word) => [word, Buffer.from(' ')])));
        const expected = plainCounts(all.map((word) => decodeUtf8(word)));
        expect(await counted({ path }, { invalidUtf8: 'keep' })).toEqual(expected);
      }),
      { numRuns: 15 },
    );
  });
});

describe('progress of counting', () => {
  test('rises to the bytes of the corpus', async () => {
    const events: [string, string, number, number | undefined][] = [];
    await counted('word '.repeat(400_000), {
      onProgress: ({ phase, unit, done, total }) => events.push([phase, unit, done, total]),
    });
    expect(events.at(-1)).toEqual(['count', 'bytes', 2_000_001, 2_000_001]);
    const done = events.map((event) => event[2]);
    expect(done).toEqual(done.toSorted((a, b) => a - b));
  });
});

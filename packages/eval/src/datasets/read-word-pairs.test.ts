import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ModelFileError } from '@tovec/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bytesOf, rejection } from '../testing/bytes.js';
import { mutated } from '../testing/mutated.js';
import { readWordPairs } from './read-word-pairs.js';

const read = (text: string) => readWordPairs(bytesOf(text));
const shared = fileURLToPath(new URL('../../../../../shared/data/words/', import.meta.url));

describe('a file of word pairs', () => {
  test('is two words and a score, between tabs or blanks; more columns are passed over', async () => {
    const { pairs, header } = await read(
      'tiger\tcat\t7.35\tM\nice cream\tNew York\t-1e-2\nsun  sea 4\n',
    );
    expect(pairs).toEqual([
      { a: 'tiger', b: 'cat', score: 7.35 },
      { a: 'ice cream', b: 'New York', score: -0.01 },
      { a: 'sun', b: 'sea', score: 4 },
    ]);
    expect(header).toBeUndefined();
  });

  test('may have a header, comments and Windows line ends', async () => {
    const { pairs, header } = await read(
      '# WordSim\r\nWord 1\tWord 2\tHuman (mean)\r\na\tb\t.5\r\n',
    );
    expect(pairs).toEqual([{ a: 'a', b: 'b', score: 0.5 }]);
    expect(header).toEqual(['Word 1', 'Word 2', 'Human (mean)']);
  });

  test('as SimLex-999 is published has its score behind the part of speech', async () => {
    const { pairs, header } = await read(
      'word1\tword2\tPOS\tSimLex999\tconc(w1)\r\nold\tnew\tA\t1.58\t2.72\r\nsmart\tbright\tA\t9.2\t1\r\n',
    );
    expect(pairs).toEqual([
      { a: 'old', b: 'new', score: 1.58 },
      { a: 'smart', b: 'bright', score: 9.2 },
    ]);
    expect(header).toHaveLength(5);
    expect((await read('old new A 1.58\n')).pairs).toEqual([{ a: 'old', b: 'new', score: 1.58 }]);
  });

  test('as WordSim-353 is published has commas', async () => {
    const { pairs, header } = await read('Word 1,Word 2,Human (mean)\nlove,sex,6.77\n');
    expect(pairs).toEqual([{ a: 'love', b: 'sex', score: 6.77 }]);
    expect(header).toEqual(['Word 1', 'Word 2', 'Human (mean)']);
    expect((await read('a, b 3\n')).pairs).toEqual([{ a: 'a,', b: 'b', score: 3 }]);
  });

  test('is refused where a line is too long to be of words, wherever it stands', async () => {
    const long = 'x'.repeat(10_001);
    for (const text of [`a b 1\n${long} b 2\n`, `a b 1\n${long} b 2`, `a b 1\nc d 3 ${long}\n`]) {
      const error = await rejection(read(text));
      expect(error.message).toContain('longer than 10000 bytes');
      expect(error.message).toContain('(line 2)');
    }
  });

  test.each([
    ['a b 1\ncat dog\n', "'cat dog' is no pair"],
    ['a b 1\ncat dog\n', '(line 2)'],
    ['a\tb\t1\ncat\t\t3\n', 'is no pair'],
    ['a b 1\nc d x\n', "the score of 'c' and 'd' is 'x', which is no number"],
    ['a b c\nd e f\n', '(line 2)'],
    ['a b P 1\nc d 2 x\n', 'column 4 must be one'],
    ['a b 1\nc d nan\n', "is 'nan'"],
    ['a b 1\nc d 1e999\n', "is '1e999'"],
    ['a b 0x10\nc d 0x10\n', "is '0x10'"],
    ['', 'the file has no word pairs'],
    ['word1 word2 score\n', 'the file has no word pairs'],
  ])('is refused with the line that is wrong: %j', async (text, message) => {
    const error = await rejection(read(text));
    expect(error).toBeInstanceOf(ModelFileError);
    expect(error.message).toContain(message);
  });

  test('damaged in any way is read or refused, never anything else', async () => {
    const valid = bytesOf(
      'Word 1\tWord 2\tHuman\ntiger\tcat\t7.35\tM\nbook\tpaper\t7.46\nsun sea 4.1\n',
    );
    await fc.assert(
      fc.asyncProperty(mutated(valid), async (bytes) => {
        const result = await readWordPairs(bytes).catch((error: unknown) => error);
        if (ModelFileError.isInstance(result)) return;
        const { pairs } = result as Awaited<ReturnType<typeof readWordPairs>>;
        for (const { a, b, score } of pairs) {
          expect(a !== '' && b !== '' && Number.isFinite(score)).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });

  test.skipIf(!existsSync(shared)).each([
    ['EN-WS-353-ALL.txt', 353],
    ['EN-SIMLEX-999.txt', 999],
    ['EN-RG-65.txt', 65],
  ])('reads %s whole', async (name, count) => {
    const dataset = await readWordPairs(`${shared}${name}`);
    expect(dataset.name).toBe(name);
    expect(dataset.pairs).toHaveLength(count);
  });
});

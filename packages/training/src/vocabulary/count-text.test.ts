import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createRandom } from '@tovec/core';
import { describe, expect, test } from 'vitest';
import { counted, plainCounts, refused } from '../testing/counted.js';
import { temporaryDirectory } from '../testing/helpers.js';

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

import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { ModelFileError, SourceError } from '@tovec/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bytesOf, rejection } from '../testing/bytes.js';
import { mutated } from '../testing/mutated.js';
import { readAnalogies } from './read-analogies.js';

const read = (text: string) => readAnalogies(bytesOf(text));
const shared = fileURLToPath(
  new URL('../../../../../shared/data/words/questions-words.txt', import.meta.url),
);

describe('a file of analogies', () => {
  test('is sections of questions', async () => {
    const { sections } = await read(': family\nboy girl king queen\n: gram1-x\na b c d\ne f g h\n');
    expect(sections).toEqual([
      { name: 'family', questions: [['boy', 'girl', 'king', 'queen']] },
      {
        name: 'gram1-x',
        questions: [
          ['a', 'b', 'c', 'd'],
          ['e', 'f', 'g', 'h'],
        ],
      },
    ]);
  });

  test('may have blank lines, comments, tabs, a byte order mark and Windows line ends', async () => {
    const text =
      '\uFEFF// Copyright\r\n# note\r\n:family\r\n\r\n  boy\tgirl  king queen  \r\n: empty';
    const { sections } = await read(text);
    expect(sections).toEqual([
      { name: 'family', questions: [['boy', 'girl', 'king', 'queen']] },
      { name: 'empty', questions: [] },
    ]);
  });

  test('is known by its content: name and SHA-256, the same when it is compressed', async () => {
    const bytes = bytesOf(': s\na b c d\n');
    const plain = await readAnalogies(bytes, { name: 'mine' });
    expect(plain.name).toBe('mine');
    expect(plain.sha256).toBe('9f4b58294960703cc238ffd8426d31be5240cb5763c5f0ebd0497b11e7e735c2');
    expect((await readAnalogies(gzipSync(bytes))).sha256).toBe(plain.sha256);
  });

  test('keeps words whose bytes are not UTF-8 apart', async () => {
    const bytes = Uint8Array.of(...bytesOf(': s\ncaf'), 0xe9, ...bytesOf(' b c d\n'));
    expect((await readAnalogies(bytes)).sections[0]?.questions[0]?.[0]).toBe('caf\udce9');
  });

  test.each([
    [
      ': s\na b c\n',
      "the given bytes: 'a b c' has 3 words; a question is four words, and a section starts with ': name' (line 2)",
    ],
    [': s\n\na b c d e\n', 'has 5 words'],
    ['a b c d\n', "before the first section; ': name' was expected (line 1)"],
    [': s\n:\n', "the section has no name; ': name' was expected (line 2)"],
    ['', 'the file has no questions'],
    [': s\n: t\n', 'the file has no questions'],
  ])('is refused with the line that is wrong: %j', async (text, message) => {
    const error = await rejection(read(text));
    expect(error).toBeInstanceOf(ModelFileError);
    expect(error.message).toContain(message);
  });

  test('is refused at once when it is a binary file given by mistake', async () => {
    const source = (async function* () {
      for (let piece = 0; ; piece++) {
        if (piece > 3) throw new Error('read on');
        yield new Uint8Array(1 << 16).fill(1);
      }
    })();
    expect((await rejection(readAnalogies(source))).message).toContain('longer than 10000 bytes');
  });

  test('that is missing is a SourceError', async () => {
    expect(await rejection(readAnalogies('no-such-file.txt'))).toBeInstanceOf(SourceError);
  });

  test('damaged in any way is read or refused, never anything else', async () => {
    const valid = bytesOf(': family\nboy girl king queen\nhe she his her\n: gram2\na b c d\n');
    await fc.assert(
      fc.asyncProperty(mutated(valid), async (bytes) => {
        const result = await readAnalogies(bytes).catch((error: unknown) => error);
        if (ModelFileError.isInstance(result)) return;
        const { sections } = result as Awaited<ReturnType<typeof readAnalogies>>;
        for (const { name, questions } of sections) {
          expect(name).not.toBe('');
          for (const question of questions) expect(question.every((word) => word)).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });

  test.skipIf(!existsSync(shared))('reads questions-words.txt whole', async () => {
    const { name, sections } = await readAnalogies(shared);
    expect(name).toBe('questions-words.txt');
    expect(sections).toHaveLength(14);
    expect(sections.reduce((sum, { questions }) => sum + questions.length, 0)).toBe(19_544);
  });
});

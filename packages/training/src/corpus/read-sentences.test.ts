import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InvalidInputError } from '@tovec/core';
import { expect, test } from 'vitest';
import { rejection, temporaryDirectory } from '../testing/helpers.js';
import { readSentences } from './read-sentences.js';

const rules = { lowercase: false, tokenPattern: undefined, invalidUtf8: 'throw' } as const;

async function wordsOf(path: string): Promise<string[]> {
  const words: string[] = [];
  for await (const part of readSentences({ path }, rules)) words.push(...part.words);
  return words;
}

test('a word may reach over many chunks, but not without end', async () => {
  const path = join(await temporaryDirectory(), 'text.txt');
  const long = 'x'.repeat(1_000_000);
  await writeFile(path, `one ${long} two`);
  expect(await wordsOf(path)).toEqual(['one', long, 'two']);
  await writeFile(path, `one ${long.repeat(3)}`);
  const error = await rejection(wordsOf(path));
  expect(error).toBeInstanceOf(InvalidInputError);
  expect(error.message).toContain(
    'has no white space in the 1048576 bytes from byte 4: is it text?',
  );
});

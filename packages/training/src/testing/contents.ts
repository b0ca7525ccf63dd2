import { readFile } from 'node:fs/promises';
import { expect } from 'vitest';
import type { Corpus } from '../corpus/corpus.js';
import { openCorpus } from '../corpus/open-corpus.js';

/** The bytes of a corpus's files, as Latin-1 so that separators of tokens can be seen. */
export async function contents(corpus: Corpus): Promise<string[]> {
  await using opened = await openCorpus(corpus);
  const texts = await Promise.all(opened.files.map(({ path }) => readFile(path, 'latin1')));
  expect(opened.files.map(({ bytes }) => bytes)).toEqual(texts.map((text) => text.length));
  expect(opened.bytes).toBe(texts.join('').length);
  return texts;
}

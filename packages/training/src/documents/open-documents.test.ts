import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { InvalidInputError, SourceError } from '@tovec/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rejection, temporaryDirectory, watchTemporaryFiles } from '../testing/helpers.js';
import type { Documents, DuplicateTags } from './documents.js';
import { openDocuments } from './open-documents.js';

/** What documents become: lines with tags as `#number`, and the tags' names. */
async function opened(documents: Documents, duplicateTags: DuplicateTags = 'throw') {
  await using files = await openDocuments(documents, { duplicateTags });
  const text = await readFile(files.files[0]!.path, 'latin1');
  expect(files.bytes).toBe(text.length);
  const lines = text.split(files.form === 'text' ? '\n' : '\xfe').slice(0, -1);
  return {
    ...files,
    tags: files.tags.toArray(),
    lines: lines.map((line) => line.replaceAll('\xfd', '#')),
  };
}

async function refused(documents: unknown, duplicateTags: DuplicateTags = 'throw') {
  const error = await rejection(openDocuments(documents as Documents, { duplicateTags }));
  expect(error).toBeInstanceOf(InvalidInputError);
  return error.message;
}

describe('documents', () => {
  test('that are texts are called by their places', async () => {
    const { lines, tags, documents } = await opened(['one two', 'three\nfour', '']);
    expect(lines).toEqual(['#0 one two', '#1 three four', '#2 ']);
    expect([tags, documents]).toEqual([['0', '1', '2'], 3]);
  });

  test('have the tags they are given, numbered as they come', async () => {
    async function* texts() {
      yield { tags: ['b', 7], text: 'one' };
      yield { tags: 'a', text: 'two' };
    }
    const { lines, tags, fewestTags, mostTags } = await opened(texts());
    expect(lines).toEqual(['#0 #1 one', '#2 two']);
    expect([tags, fewestTags, mostTags]).toEqual([['b', '7', 'a'], 1, 2]);
  });

  test('may be tokens, which may contain spaces', async () => {
    const { lines, form } = await opened([['new york', 'city'], { tags: 'x', tokens: ['b'] }]);
    expect([form, lines]).toEqual(['tokens', ['#0\xffnew york\xffcity\xff', '#1\xffb\xff']]);
  });

  test('are the lines of a file, with or without a line end behind the last', async () => {
    const directory = await temporaryDirectory();
    const path = join(directory, 'lines.txt');
    await writeFile(path, 'one two\n\nthree');
    expect((await opened({ path })).lines).toEqual(['#0 one two', '#1 ', '#2 three']);
    await writeFile(path, gzipSync('one\ntwo\n'));
    expect((await opened({ path })).tags).toEqual(['0', '1']);
  });

  test('are the files of a directory, called by their paths from there', async () => {
    const path = await temporaryDirectory();
    await mkdir(join(path, 'sub'));
    await writeFile(join(path, 'b.txt'), 'one\ntwo');
    await writeFile(join(path, 'sub', 'a.txt'), 'three');
    await writeFile(join(path, 'empty.txt'), '');
    const { lines, tags } = await opened({ path });
    expect(tags).toEqual(['b.txt', 'empty.txt', 'sub/a.txt']);
    expect(lines).toEqual(['#0 one two', '#1 ', '#2 three']);
  });

  test('that are long become lines of a few kilobytes, each with the tags', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 20_000 }),
        fc.constantFrom(1, 7, 3000),
        async (count, length) => {
          const words = Array.from({ length: Math.ceil(count / length) }, (_, at) =>
            `w${at}`.padEnd(length, 'x'),
          );
          for (const document of [words.join(' '), words]) {
            const { lines } = await opened([{ tags: ['a', 'b'], ...asDocument(document) }]);
            const [separator] = typeof document === 'string' ? [' '] : ['\xff'];
            const parts = lines.map((line) => line.split(separator!).filter(Boolean));
            for (const part of parts) expect(part.slice(0, 2)).toEqual(['#0', '#1']);
            expect(parts.flatMap((part) => part.slice(2))).toEqual(words);
            for (const line of lines) expect(line.length).toBeLessThan(1 << 15);
          }
        },
      ),
      { numRuns: 25 },
    );
  });

  test('share a tag only where they are told to', async () => {
    const documents = [
      { tags: 'a', text: 'one' },
      { tags: ['b', 'a'], text: 'two' },
    ];
    expect(await refused(documents)).toContain("documents 0 and 1 both have the tag 'a'");
    const { tags, sharedTags, lines } = await opened(documents, 'share');
    expect([tags, sharedTags, lines[1]]).toEqual([['a', 'b'], 1, '#1 #0 two']);
  });

  test.each([
    ['none', [], 'there are no documents'],
    ['a text', 'one text', 'wrap texts in an array'],
    ['nothing', undefined, 'documents are { path }'],
    ['numbers', [1], 'document 0 must be a text'],
    ['text without tags', [{ text: 'a' }], 'document 0 must be a text'],
    ['both', [{ tags: 'a', text: 'a', tokens: ['a'] }], 'document 0 must be a text'],
    ['no tags', [{ tags: [], text: 'a' }], 'document 0 has no tags'],
    ['an empty tag', [{ tags: '', text: 'a' }], 'a tag of document 0'],
    ['a tag that is no number', [{ tags: Number.NaN, text: 'a' }], 'a tag of document 0'],
    ['the same tag twice', [{ tags: ['a', 'a'], text: 'a' }], "has the tag 'a' twice"],
    ['texts and tokens', ['a', ['b']], 'document 1 is tokens, but those before it are texts'],
    ['tokens that are not strings', [[1]], 'a token of document 0 is number'],
    ['tokens that are bytes', [['\udcfd']], 'bytes 0xfd to 0xff'],
    ['no white space', ['x'.repeat(40_000)], 'document 0 has no white space in 32768 bytes'],
    ['a long token', [['x'.repeat(40_000)]], 'document 0 has a token of more than 32768 bytes'],
    ['bytes that are not UTF-8', ['a \udce9 b'], 'document 0 is not UTF-8'],
  ])('are refused with a hint: %s', async (_, documents, message) => {
    const temporary = await watchTemporaryFiles();
    expect(await refused(documents)).toContain(message);
    expect(await temporary()).toEqual([]);
  });

  test('that do not come are not waited for when they are given up', async () => {
    const temporary = await watchTemporaryFiles();
    async function* stuck() {
      yield 'one';
      await new Promise(() => {});
    }
    const signal = AbortSignal.timeout(20);
    const error = await rejection(openDocuments(stuck(), { duplicateTags: 'throw', signal }));
    expect(error.name).toBe('TimeoutError');
    expect(await temporary()).toEqual([]);
  });

  test('of a file say which line is not UTF-8, and of no file that there is none', async () => {
    const path = join(await temporaryDirectory(), 'latin.txt');
    await writeFile(path, Buffer.from('fine\ncaf\xe9\n', 'latin1'));
    expect(await refused({ path })).toContain(`line 2 of ${path} is not UTF-8`);
    await expect(openDocuments({ path: `${path}s` }, { duplicateTags: 'throw' })).rejects.toThrow(
      SourceError,
    );
  });
});

function asDocument(document: string | readonly string[]) {
  return typeof document === 'string' ? { text: document } : { tokens: document };
}

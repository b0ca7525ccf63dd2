import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeUtf8, encodeUtf8, InvalidInputError } from '@tovec/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { counted, plainCounts, refused } from '../testing/counted.js';
import { rejection, temporaryDirectory } from '../testing/helpers.js';

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
    await writeFile(
      path,
      Buffer.concat([Buffer.from('good '.repeat(20_000)), latin1.subarray(0, 7)]),
    );
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

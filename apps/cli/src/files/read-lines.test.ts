import { openSource } from '@tovec/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readLines, readPieces } from './read-lines.js';

async function* chunks(text: string, size: number) {
  const bytes = new TextEncoder().encode(text);
  for (let start = 0; start < bytes.length; start += size) yield bytes.slice(start, start + size);
}

test('lines are those of the text, however it arrives', async () => {
  const line = fc.string({ unit: fc.constantFrom('a', ' ', 'é', '漢', '\t'), maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(fc.array(line), fc.boolean(), fc.nat(20), async (lines, ended, size) => {
      const text = lines.join('\n') + (ended && lines.length > 0 ? '\n' : '');
      const expected = text.split('\n');
      if (expected.at(-1) === '') expected.pop();
      await using reader = await openSource(chunks(text, size + 1));
      expect(await readLines(reader)).toEqual(expected);
    }),
  );
});

test('a line without an end is cut between words when it grows long, and not when it must not', async () => {
  const words = 'word '.repeat(2_000_000);
  for (const cut of [true, false]) {
    const pieces: string[] = [];
    await using reader = await openSource(new TextEncoder().encode(words));
    for await (const piece of readPieces(reader, cut)) pieces.push(piece);
    expect(pieces.length > 1).toBe(cut);
    const expected = words.trim();
    expect(pieces.join(' ').trim() === expected).toBe(true);
  }
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { InvalidInputError } from '../errors/invalid-input-error.js';
import { decodeUtf8 } from '../files/utf8.js';
import { Items } from './items.js';

const words = fc.array(
  fc.oneof(
    fc.string({ maxLength: 30 }),
    fc.string({ unit: 'grapheme', maxLength: 10 }),
    fc.uint8Array({ maxLength: 5 }).map((bytes) => decodeUtf8(bytes)),
  ),
  { maxLength: 60 },
);

describe('items', () => {
  test('give back the strings that they were made from', () => {
    fc.assert(
      fc.property(words, (strings) => {
        const items = Items.from(strings);
        expect(items.length).toBe(strings.length);
        expect(items.toArray()).toEqual(strings);
        expect([...items]).toEqual(strings);
        expect(strings.map((_, index) => items.at(index))).toEqual(strings);
      }),
      { numRuns: 300 },
    );
  });

  test('are one string after the other, with offsets', () => {
    const items = Items.from(new Set(['cat', '', 'naïve']));
    expect(items.offsets).toEqual(Uint32Array.of(0, 3, 3, 9));
    expect(items.utf8).toEqual(new TextEncoder().encode('catnaïve'));
  });

  test('grow to any number, with blocks of all kinds', () => {
    const strings = Array.from({ length: 5000 }, (_, index) =>
      index > 2000 && index < 2010 ? `wörd${index}` : `word${index}`,
    );
    expect(Items.from(strings).toArray()).toEqual(strings);
  });

  test('are decoded one by one where a character is split between two of them', () => {
    const items = new Items(Uint8Array.of(0x61, 0xc3, 0xa9), Uint32Array.of(0, 2, 3));
    expect(items.toArray()).toEqual(['a\udcc3', '\udca9']);
    expect(items.at(1)).toBe('\udca9');
  });

  test('may lie in shared memory', () => {
    const utf8 = new Uint8Array(new SharedArrayBuffer(60));
    utf8.fill(0x61);
    expect(new Items(utf8, Uint32Array.of(0, 1, 60)).toArray()).toEqual(['a', 'a'.repeat(59)]);
  });

  test('may be none', () => {
    expect(Items.from([]).toArray()).toEqual([]);
    expect(() => Items.from([]).at(0)).toThrow(InvalidInputError);
  });

  test.each([-1, 2, 0.5, Number.NaN])('have no item %s', (index) => {
    expect(() => Items.from(['a', 'b']).at(index)).toThrow(/^index must be an integer from 0 to 1/);
  });

  test.each<[string, number[]]>([
    ['none', []],
    ['that do not start at 0', [1, 3]],
    ['that fall', [0, 2, 1, 3]],
    ['that end before the bytes', [0, 2]],
    ['that end beyond the bytes', [0, 4]],
  ])('refuse offsets: %s', (_, offsets) => {
    expect(() => new Items(new Uint8Array(3), Uint32Array.from(offsets))).toThrow(
      InvalidInputError,
    );
  });

  test('refuse what is not a string, and say which it was', () => {
    expect(() => Items.from(['a', 5 as unknown as string])).toThrow('item 1 was 5');
  });
});

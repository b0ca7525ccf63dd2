import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { InvalidInputError } from '../errors/invalid-input-error.js';
import { decodeUtf8, encodeUtf8, isValidUtf8 } from './utf8.js';

/** Byte strings that are nearly UTF-8: valid pieces with stray bytes among them. */
const nearlyUtf8 = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 40 }).map((text) => new TextEncoder().encode(text)),
      fc.uint8Array({ maxLength: 6 }),
    ),
    { maxLength: 8 },
  )
  .map((parts) => Uint8Array.from(parts.flatMap((part) => [...part])));

/** Any character of Unicode, each length of UTF-8 about as often. */
const codePoint = fc.oneof(
  fc.integer({ max: 0x7f, min: 0 }),
  fc.integer({ max: 0x7ff, min: 0x80 }),
  fc.integer({ max: 0xd7ff, min: 0x800 }),
  fc.integer({ max: 0xffff, min: 0xe000 }),
  fc.integer({ max: 0x10ffff, min: 0x10000 }),
);

describe('decoding and encoding', () => {
  test('give back the same bytes, whatever they are', () => {
    fc.assert(
      fc.property(nearlyUtf8, (bytes) => {
        expect(encodeUtf8(decodeUtf8(bytes))).toEqual(bytes);
      }),
      { numRuns: 500 },
    );
  });

  test('give back the same text, and agree with the platform', () => {
    fc.assert(
      fc.property(fc.array(codePoint, { maxLength: 60 }), (codePoints) => {
        const text = String.fromCodePoint(...codePoints);
        const bytes = encodeUtf8(text);
        expect(bytes).toEqual(new TextEncoder().encode(text));
        expect(decodeUtf8(bytes)).toBe(text);
        expect(isValidUtf8(bytes)).toBe(true);
      }),
    );
  });

  test('keep a byte order mark, composed and decomposed letters, and zero bytes', () => {
    for (const text of ['\ufeffword', '\u00e9', 'e\u0301', 'a\0b', '']) {
      expect(decodeUtf8(encodeUtf8(text))).toBe(text);
    }
  });

  test('escape stray bytes as Python does', () => {
    // python3 -c "print(ascii(b'caf\xe9 \xe2\x82\xac \xed\xa0\x80 \xc0\x80'.decode('utf8', 'surrogateescape')))"
    const bytes = Uint8Array.from(
      [...'caf\xe9 \xe2\x82\xac \xed\xa0\x80 \xc0\x80'].map((character) => character.charCodeAt(0)),
    );
    expect(decodeUtf8(bytes)).toBe('caf\udce9 € \udced\udca0\udc80 \udcc0\udc80');
  });

  test('work on part of the bytes, and on shared memory', () => {
    const shared = new Uint8Array(new SharedArrayBuffer(64));
    const text = 'naïve '.repeat(6);
    shared.set(encodeUtf8(text), 3);
    expect(decodeUtf8(shared, 3, 9 + 1)).toBe('naïve ');
    expect(decodeUtf8(shared, 3, 3 + 42)).toBe(text);
    expect(decodeUtf8(shared, 5, 6)).toBe('\udcc3');
  });

  test('refuse half a surrogate pair that stands for no byte, and say where', () => {
    expect(() => encodeUtf8('ab\ud83d')).toThrow(InvalidInputError);
    expect(() => encodeUtf8('ab\ud83d')).toThrow('(U+D83D) at index 2');
    expect(() => encodeUtf8('\udc00')).toThrow('(U+DC00) at index 0');
  });
});

test('validity is that of the platform’s strict decoder', () => {
  const strict = new TextDecoder('utf-8', { fatal: true });
  const accepts = (bytes: Uint8Array) => {
    try {
      strict.decode(bytes);
      return true;
    } catch {
      return false;
    }
  };
  fc.assert(
    fc.property(nearlyUtf8, (bytes) => {
      expect(isValidUtf8(bytes)).toBe(accepts(bytes));
    }),
    { numRuns: 1000 },
  );
});

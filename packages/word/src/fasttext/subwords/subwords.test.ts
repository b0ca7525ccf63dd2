import { encodeUtf8, Items } from '@tovec/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BucketRows } from './bucket-rows.js';
import { hashBytes } from './hash.js';
import { subwordRows } from './subword-rows.js';
import { pushWordNgramRows } from './word-ngrams.js';
import { wordRowLists } from './word-row-lists.js';

const hashOf = (text: string) => hashBytes(encodeUtf8(text));

/** n-grams of characters, spelled as the paper has it. */
function ngramsOf(word: string, minn: number, maxn: number): string[] {
  const characters = [...`<${word}>`];
  const ngrams: string[] = [];
  for (let start = 0; start < characters.length; start++) {
    for (let n = 1; n <= maxn && start + n <= characters.length; n++) {
      const isEdge = n === 1 && (start === 0 || start === characters.length - 1);
      if (n >= minn && !isEdge) ngrams.push(characters.slice(start, start + n).join(''));
    }
  }
  return ngrams;
}

describe('the hash', () => {
  test('is FNV-1a for ASCII', () => {
    // Published values of 32-bit FNV-1a.
    expect(hashOf('')).toBe(0x811c9dc5);
    expect(hashOf('a')).toBe(0xe40c292c);
    expect(hashOf('foobar')).toBe(0xbf9cf968);
  });

  test('takes bytes from 128 on for negative numbers', () => {
    // 0xc3 becomes 0xffffffc3: (0x811c9dc5 ^ 0xffffffc3) * 0x01000193 mod 2^32.
    const expected = (BigInt(0x811c9dc5 ^ 0xffffffc3) * 0x01000193n) & 0xffffffffn;
    expect(hashBytes(Uint8Array.of(0xc3))).toBe(Number(BigInt.asUintN(32, expected)));
  });
});

describe('rows of n-grams', () => {
  const rules = { minn: 3, maxn: 6, bucket: 1000, words: 50 };

  test('are those of all pieces of the word between its brackets', () => {
    const word = fc.string({ unit: 'grapheme', maxLength: 12 });
    fc.assert(
      fc.property(word, fc.nat(4), fc.nat(8), (text, minn, maxn) => {
        const expected = ngramsOf(text, minn, maxn).map((ngram) => 50 + (hashOf(ngram) % 1000));
        expect(subwordRows(text, { ...rules, minn, maxn })).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });

  test('of the end of a sentence, without buckets or with maxn 0 are none', () => {
    expect(subwordRows('</s>', rules)).toEqual([]);
    expect(subwordRows('word', { ...rules, maxn: 0 })).toEqual([]);
    expect(subwordRows('word', { ...rules, bucket: 0 })).toEqual([]);
    expect(subwordRows('</S>', rules)).not.toEqual([]);
  });

  test('of a pruned model are those of the buckets that are left', () => {
    const [first, second] = subwordRows('cat', rules);
    const pruned = new BucketRows(new Map([[second! - 50, 7]]));
    expect(first).not.toBe(second);
    expect(subwordRows('cat', { ...rules, pruned })).toEqual([57]);
  });

  test('take a byte that is not UTF-8 for a character', () => {
    // <, é in Latin-1, >: bigrams <é and é>.
    const expected = [Uint8Array.of(0x3c, 0xe9), Uint8Array.of(0xe9, 0x3e)];
    const rows = subwordRows('\udce9', { ...rules, minn: 2, maxn: 2 });
    expect(rows).toEqual(expected.map((bytes) => 50 + (hashBytes(bytes) % 1000)));
  });

  test('stand behind the row of the word in the lists of a vocabulary', () => {
    const words = Items.from(['cat', '</s>', 'naïve', 'x']);
    const { offsets, rows } = wordRowLists(words, rules);
    for (const [at, word] of [...words].entries()) {
      const list = rows.subarray(offsets[at], offsets[at + 1]);
      expect([...list]).toEqual([at, ...subwordRows(word, rules)]);
    }
    const some = wordRowLists(words, rules, 2, 3);
    expect(some.rows).toEqual(rows.subarray(offsets[2], offsets[3]));
  });
});

describe('rows of sequences of words', () => {
  /** The same in 64 bits. */
  function expected(hashes: readonly number[], longest: number, bucket: number): number[] {
    const rows: number[] = [];
    for (let first = 0; first < hashes.length; first++) {
      let hash = BigInt(hashes[first]! | 0);
      for (let next = first + 1; next < hashes.length && next < first + longest; next++) {
        hash = BigInt.asUintN(64, hash * 116049371n + BigInt(hashes[next]! | 0));
        rows.push(10 + Number(hash % BigInt(bucket)));
      }
    }
    return rows;
  }

  test('are those of a 64-bit hash', () => {
    const hashes = fc.array(fc.integer({ min: 0, max: 2 ** 32 - 1 }), { maxLength: 8 });
    const bucket = fc.oneof(fc.integer({ min: 1, max: 3_000_000 }), fc.constant(2 ** 31 - 1));
    fc.assert(
      fc.property(hashes, fc.integer({ min: 1, max: 5 }), bucket, (list, longest, buckets) => {
        const rows: number[] = [];
        pushWordNgramRows(list, longest, { minn: 0, maxn: 0, bucket: buckets, words: 10 }, rows);
        expect(rows).toEqual(expected(list, longest, buckets));
      }),
      { numRuns: 500 },
    );
  });
});

test('the rows of buckets are those of a Map, and -1 for others', () => {
  const buckets = fc.uniqueArray(fc.nat(2 ** 31 - 1), { maxLength: 200 });
  fc.assert(
    fc.property(buckets, fc.array(fc.nat(300)), (list, others) => {
      const map = new Map(list.map((bucket, row) => [bucket, row]));
      const rows = new BucketRows(map);
      for (const bucket of [...list, ...others]) {
        expect(rows.get(bucket)).toBe(map.get(bucket) ?? -1);
      }
    }),
  );
});

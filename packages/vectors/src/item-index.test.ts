import { decodeUtf8, Items } from '@tovec/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ItemIndex } from './item-index.js';

/** Text as files hold it, stray bytes included. */
const names = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.string({ unit: 'grapheme', maxLength: 6 }),
  fc.uint8Array({ maxLength: 8 }).map((bytes) => decodeUtf8(bytes)),
);

describe('the item index', () => {
  it('finds the first row of every item, and nothing else', () => {
    fc.assert(
      fc.property(fc.array(names, { maxLength: 300 }), names, (all, other) => {
        const index = new ItemIndex(Items.from(all));
        for (const name of all) expect(index.find(name)).toBe(all.indexOf(name));
        expect(index.find(other)).toBe(all.indexOf(other));
        expect(index.repeated).toEqual(all.flatMap((x, row) => (all.indexOf(x) < row ? row : [])));
      }),
      { numRuns: 200 },
    );
  });

  it('tells apart what only looks the same: nothing is normalised', () => {
    const composed = 'caf\u00e9';
    const index = new ItemIndex(Items.from([composed, 'CAF\u00c9', '\ufeffcat']));
    expect(index.find(composed)).toBe(0);
    expect(index.find('cafe\u0301')).toBe(-1);
    expect(index.find('cat')).toBe(-1);
    expect(index.find('\ufeffcat')).toBe(2);
  });

  it('finds nothing for half a surrogate pair, which no file can hold', () => {
    expect(new ItemIndex(Items.from(['a'])).find('\ud800')).toBe(-1);
  });
});

import { describe, expect, test } from 'vitest';
import type { TextLookup } from '../vocabulary/build-vocabulary.js';
import { batchSize, planCounting } from './layout.js';

/** The lookup of so many words, each of seven letters. */
function lookupOf(words: number) {
  return {
    table: { entries: new Uint32Array(2 * words), bytes: new Uint8Array(7 * words) },
    expansions: new Uint32Array(words),
  } as unknown as TextLookup;
}

const sizeOf = (words: number, workers: number, memory: number, bytes = 1e9) =>
  batchSize(planCounting(words, lookupOf(words), 15, workers), memory, 0.17, bytes);

describe('the memory that counting co-occurrences needs', () => {
  test('is there by default for two million words on 16 workers', () => {
    expect(sizeOf(2e6, 16, 1e9)).toBeGreaterThan(1 << 16);
  });

  test('is named when `memory` is less', () => {
    expect(() => sizeOf(1000, 2, 1e6)).toThrow(
      /^counting the co-occurrences of 1000 words on 2 workers needs at least .*, but memory is .*; raise memory, lower workers/,
    );
  });

  test('is spelt as people read it', () => {
    expect(() => sizeOf(1000, 2, 1)).toThrow('but memory is 1 byte;');
  });

  test('is named when there is no such memory, which raising `memory` does not help', () => {
    const refuse = () => sizeOf(3e6, 200, 1e12);
    expect(refuse).toThrow(/can be addressed; lower workers/);
    expect(refuse).not.toThrow(/raise memory/);
  });
});

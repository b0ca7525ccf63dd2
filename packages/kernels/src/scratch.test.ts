import { InvalidInputError } from '@tovec/core';
import { describe, expect, it } from 'vitest';
import { createMemory, maximumMemoryBytes } from './memory.js';
import { borrowScratch, claimMemory } from './scratch.js';

describe('memory behind a table', () => {
  it('is claimed behind everything that is there, and belongs to one caller', () => {
    const memory = createMemory(100_000);
    const end = memory.buffer.byteLength;
    const first = claimMemory(memory, 10, 'a test');
    const second = claimMemory(memory, 70_000, 'a test');
    expect(first).toBe(end);
    expect(second).toBeGreaterThanOrEqual(first + 10);
    expect(memory.buffer.byteLength).toBeGreaterThanOrEqual(second + 70_000);
  });

  it('is lent again instead of growing with every search', () => {
    const memory = createMemory(1);
    const first = borrowScratch(memory, 1000, 'a test');
    const size = memory.buffer.byteLength;
    for (let i = 0; i < 100; i++) expect(borrowScratch(memory, 900, 'a test')).toBe(first);
    expect(memory.buffer.byteLength).toBe(size);
    for (let bytes = 1000; bytes < 1_000_000; bytes += 1000) borrowScratch(memory, bytes, 'a test');
    expect(memory.buffer.byteLength).toBeLessThan(4_000_000);
  });

  it('is refused with its purpose and size where it cannot be had', () => {
    const memory = createMemory(1);
    const ask = () => claimMemory(memory, maximumMemoryBytes, 'a search with topK 5');
    expect(ask).toThrow(InvalidInputError);
    expect(ask).toThrow(/a search with topK 5 needs 4\.3 GB/);
  });
});

import { expect, test } from 'vitest';
import { SpareBuffers } from './spare-buffers.js';

test('a buffer that was given is taken again where its length is asked for', () => {
  const spare = new SpareBuffers();
  const buffer = new ArrayBuffer(8);
  spare.give([buffer, new ArrayBuffer(16)]);
  expect(spare.take(4).byteLength).toBe(4);
  expect(spare.take(8)).toBe(buffer);
  expect(spare.take(8)).not.toBe(buffer);
});

test('only a few are kept', () => {
  const spare = new SpareBuffers();
  const first = new ArrayBuffer(8);
  spare.give([first, ...Array.from({ length: 10 }, () => new ArrayBuffer(8))]);
  const taken = Array.from({ length: 11 }, () => spare.take(8));
  expect(taken).not.toContain(first);
});

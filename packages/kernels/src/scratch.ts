import { InvalidInputError } from '@tovec/core';
import { formatBytes, pageBytes } from './memory.js';

/**
 * Claims at least `bytes` bytes of `memory` for the caller alone, zeroed, and returns where they
 * start. Several users can stand in one memory, in several threads, without knowing each other:
 * growing is atomic, so the pages between the old end and the new belong to whoever grew it. What is
 * claimed is never given back; it goes with the memory.
 *
 * @param purpose what it is for, in the words of the caller's user; shown when it does not fit
 * @throws InvalidInputError when the memory would pass 4 GiB, or what the machine grants
 */
export function claimMemory(memory: WebAssembly.Memory, bytes: number, purpose: string): number {
  try {
    return memory.grow(Math.ceil(bytes / pageBytes)) * pageBytes;
  } catch (cause) {
    throw new InvalidInputError(
      `${purpose} needs ${formatBytes(bytes)} behind a table of ` +
        `${formatBytes(memory.buffer.byteLength)}, and a WebAssembly memory ends at 4 GiB; ` +
        'ask for less at a time, or keep fewer items',
      { given: bytes, cause },
    );
  }
}

interface Scratch {
  readonly start: number;
  readonly bytes: number;
}

/** One scratch area per memory and thread, shared by everyone who borrows. */
const scratches = new WeakMap<WebAssembly.Memory, Scratch>();

/**
 * Lends `bytes` bytes of scratch in `memory`, not zeroed, until the next call for the same memory in
 * this thread: for work that starts and ends within one synchronous function. The area is kept and
 * lent again, so that a thousand searches grow the memory once; one too small is replaced by one
 * of at least twice its size.
 */
export function borrowScratch(memory: WebAssembly.Memory, bytes: number, purpose: string): number {
  const held = scratches.get(memory);
  if (held && held.bytes >= bytes) return held.start;
  const wanted = Math.ceil(Math.max(bytes, 2 * (held?.bytes ?? 0)) / pageBytes) * pageBytes;
  const start = claimMemory(memory, wanted, purpose);
  scratches.set(memory, { start, bytes: wanted });
  return start;
}

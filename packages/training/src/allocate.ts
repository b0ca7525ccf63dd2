import { InvalidInputError } from '@tovec/core';
import { createMemory, formatBytes, maximumMemoryBytes } from '@tovec/kernels';

/**
 * Allocates a kernel memory of so many bytes.
 *
 * @param purpose what it is for, in the words of the user
 * @param advice what to lower or leave out where it does not fit
 * @throws InvalidInputError as {@link checkFits}; nothing is allocated then
 */
export function allocate(bytes: number, purpose: string, advice: string): WebAssembly.Memory {
  checkFits(bytes, purpose, advice);
  return createMemory(bytes, purpose);
}

/** @throws InvalidInputError with the estimate when it passes 4 GiB or what the machine has left */
export function checkFits(bytes: number, purpose: string, advice: string): void {
  const available = process.availableMemory?.() ?? Number.POSITIVE_INFINITY;
  if (bytes <= Math.min(available, maximumMemoryBytes)) return;
  const reason =
    bytes > maximumMemoryBytes
      ? 'and a WebAssembly memory ends at 4 GiB'
      : `but ${formatBytes(available)} of memory are left`;
  throw new InvalidInputError(`${purpose} needs ${formatBytes(bytes)}, ${reason}; ${advice}`, {
    given: bytes,
  });
}

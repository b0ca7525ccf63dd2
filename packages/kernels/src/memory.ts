import { InvalidInputError } from '@tovec/core';

/** Bytes in one WebAssembly page. */
export const pageBytes = 65_536;

/** The most pages a 32-bit WebAssembly memory can have: 4 GiB. */
const maximumPages = 65_536;

/** The most bytes one kernel memory can hold: 4 GiB, the reach of a 32-bit address. */
export const maximumMemoryBytes = pageBytes * maximumPages;

/**
 * Allocates a shared `WebAssembly.Memory` of at least `bytes` bytes, zeroed, that every kernel and
 * every worker thread can work on. Pages are only committed by the operating system when touched.
 *
 * @param bytes how much is needed, in bytes
 * @param purpose what it is for, in the words of the caller's user; shown when it does not fit
 * @throws InvalidInputError when it is more than a 32-bit memory can address (4 GiB) or than the
 *   machine grants; nothing is allocated then
 * @example
 * ```ts
 * import { createMemory } from '@tovec/kernels';
 *
 * const memory = createMemory(1_000_000);
 * console.log(memory.buffer.byteLength); // 1048576
 * ```
 */
export function createMemory(bytes: number, purpose = 'this table'): WebAssembly.Memory {
  if (!(bytes <= maximumMemoryBytes)) {
    throw new InvalidInputError(
      `${purpose} needs ${formatBytes(bytes)}, and a WebAssembly memory ends at 4 GiB; ` +
        'lower dimensions, or keep fewer items (a higher minCount, a maxVocabulary, a limit)',
      { given: bytes },
    );
  }
  try {
    return new WebAssembly.Memory({
      initial: Math.max(1, Math.ceil(bytes / pageBytes)),
      maximum: maximumPages,
      shared: true,
    });
  } catch (cause) {
    throw new InvalidInputError(
      `${purpose} needs ${formatBytes(bytes)}, more than this machine grants; ` +
        'lower dimensions, or keep fewer items (a higher minCount, a maxVocabulary, a limit)',
      { given: bytes, cause },
    );
  }
}

/** Grows `memory`, if it is smaller, to at least `bytes` bytes. Old views stay valid. */
export function ensureMemory(memory: WebAssembly.Memory, bytes: number): void {
  const missing = Math.ceil(bytes / pageBytes) - memory.buffer.byteLength / pageBytes;
  if (missing <= 0) return;
  try {
    memory.grow(missing);
  } catch (cause) {
    throw new InvalidInputError(
      `a kernel memory cannot grow to ${formatBytes(bytes)} (it ends at 4 GiB); work in smaller pieces`,
      { given: bytes, cause },
    );
  }
}

/** `bytes` as people read it: `'57.1 MB'`. */
export function formatBytes(bytes: number): string {
  if (bytes === 1) return '1 byte';
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB'];
  const power = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log10(bytes) / 3)));
  const value = bytes / 1000 ** power;
  return `${power === 0 ? value : value.toFixed(1)} ${units[power]}`;
}

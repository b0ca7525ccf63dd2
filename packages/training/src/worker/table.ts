import { createMemory, instantiate, type TextKernel } from '@tovec/kernels';
import type { CountResult } from './protocol.js';

/** A growing table of words at `base` of a memory of its own. */
export function newTable(module: WebAssembly.Module, base: number) {
  const memory = createMemory(base, 'counting words');
  const kernel = instantiate<TextKernel>(module, memory);
  kernel.createTable(base);
  return { kernel, memory };
}

/** A copy of the table, without the room it kept for more. */
export function tableOf(
  kernel: TextKernel,
  { buffer }: WebAssembly.Memory,
): Pick<CountResult, 'entries' | 'bytes'> {
  const entries = new Uint32Array(buffer, kernel.getEntries() >>> 0, kernel.getEntryCount() * 4);
  const bytes = new Uint8Array(buffer, kernel.getBytes() >>> 0, kernel.getBytesUsed());
  return { entries: new Uint32Array(entries), bytes: new Uint8Array(bytes) };
}

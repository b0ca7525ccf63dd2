import { textSlack } from '@tovec/kernels';
import type { CountResult, MergeTask } from './protocol.js';
import { newTable, tableOf } from './table.js';

const place = 64;

/** Adds up counted tables. Each is put in front of the growing one in turn. */
export function merge({ module, results }: MergeTask): CountResult {
  const [first] = results;
  if (first && results.length === 1) return first;
  const sizes = results.map(({ entries, bytes }) => entries.byteLength + bytes.length);
  const { kernel, memory } = newTable(module, place + Math.max(...sizes) + textSlack);
  for (const { entries, bytes } of results) {
    const bytesAt = place + entries.byteLength;
    new Uint32Array(memory.buffer, place, entries.length).set(entries);
    new Uint8Array(memory.buffer, bytesAt, bytes.length).set(bytes);
    kernel.mergeTable(place, bytesAt, entries.length / 4);
  }
  const sum = (key: 'tokens' | 'sentences') =>
    results.reduce((total, result) => total + result[key], 0);
  const [tokens, sentences] = [sum('tokens'), sum('sentences')];
  return { ...tableOf(kernel, memory), tokens, sentences, pruned: 0 };
}

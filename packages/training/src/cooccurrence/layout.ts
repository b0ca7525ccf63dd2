import { InvalidInputError } from '@tovec/core';
import { cooccurrenceRowBytes, createMemory, formatBytes, textSlack } from '@tovec/kernels';
import type { TextLookup } from '../vocabulary/build-vocabulary.js';
import { entryCount } from '../vocabulary/word-table.js';
import { longestWord } from '../worker/segment-reader.js';

/** What is one worker's alone; addresses in bytes. */
interface CountingPlace {
  readonly text: number;
  /** For each word: how often it occurs, then where its next place goes (u32). */
  readonly nexts: number;
  /** The row that is being added up. */
  readonly row: number;
  /** Entries on their way to a file. */
  readonly columns: number;
  readonly values: number;
}

/** Where everything stands in the memory that co-occurrences are counted in. */
export interface CountingLayout {
  readonly rows: number;
  readonly entries: number;
  readonly words: number;
  readonly slots: number;
  readonly slotCount: number;
  readonly entryCount: number;
  readonly expansions: number;
  /** What a context counts by its distance (f64). */
  readonly weights: number;
  /** For each word: how many entries its row has (u32). */
  readonly rowEntries: number;
  /** Entries that the columns and values of a worker have room for. */
  readonly capacity: number;
  readonly workers: readonly CountingPlace[];
  /** Ids, and behind them their places by word: what is left of the memory. */
  readonly ids: number;
}

const alignment = 64;
const leastCapacity = 1 << 16;

export function planCounting(
  rows: number,
  lookup: TextLookup,
  window: number,
  workers: number,
): CountingLayout {
  let used = alignment;
  const place = (bytes: number) => {
    const at = used;
    used += Math.ceil(bytes / alignment) * alignment;
    return at;
  };
  const entries = entryCount(lookup.table);
  const slotCount = 2 ** Math.ceil(Math.log2(2 * entries + 1));
  // A whole row must fit.
  const capacity = Math.max(leastCapacity, rows);
  const layout = {
    rows,
    capacity,
    slotCount,
    entryCount: entries,
    entries: place(lookup.table.entries.byteLength),
    words: place(lookup.table.bytes.length + textSlack),
    slots: place(slotCount * 8),
    expansions: place(lookup.expansions.byteLength),
    weights: place((window + 1) * 8),
    rowEntries: place(rows * 4),
    workers: Array.from({ length: workers }, () => ({
      text: place(longestWord + textSlack),
      nexts: place(rows * 4),
      row: place(cooccurrenceRowBytes(rows)),
      columns: place(capacity * 4),
      values: place(capacity * 4),
    })),
  };
  return { ...layout, ids: used };
}

/** An address of 32 bits reaches so far. */
const reach = 2 ** 32 - 2 ** 28;
/** An id, and where it stands. */
const reservedPerByte = 8;
/** The least text that a batch is worth. */
const leastBatch = 1 << 16;

/**
 * The bytes of text in the largest batch for which `memory` does: an id and a place, four bytes each,
 * for every word. Room is reserved for the worst case, an id for every byte, but the system grants only
 * what is used.
 *
 * @param idsPerByte how many ids a byte of this text is on average
 * @throws InvalidInputError when the memory, or any there can be, does not do even for what is there once
 */
export function batchSize(
  layout: CountingLayout,
  memory: number,
  idsPerByte: number,
  corpusBytes: number,
): number {
  const perByte = 8 * idsPerByte;
  const least = layout.ids + Math.min(leastBatch, corpusBytes) * perByte;
  const workers = layout.workers.length;
  const needs =
    `counting the co-occurrences of ${layout.rows} words on ${workers} workers needs at least ` +
    formatBytes(Math.ceil(least));
  if (least > reach) {
    throw new InvalidInputError(
      `${needs}, but no more than ${formatBytes(reach)} can be addressed; lower workers, or have fewer ` +
        'different words count',
      { argument: 'workers', given: workers },
    );
  }
  if (memory < least) {
    throw new InvalidInputError(
      `${needs}, but memory is ${formatBytes(memory)}; raise memory, lower workers, or have fewer ` +
        'different words count',
      { argument: 'memory', given: memory },
    );
  }
  return Math.min((memory - layout.ids) / perByte, (reach - layout.ids) / reservedPerByte);
}

/** Reserves the memory: for at most so many ids, and for the place of each. */
export function allocateCounting(layout: CountingLayout, ids: number): WebAssembly.Memory {
  const bytes = layout.ids + ids * reservedPerByte;
  return createMemory(bytes, `counting the co-occurrences of ${layout.rows} words`);
}

import { textWasm } from './generated/text.js';
import { lazyModule } from './modules.js';

/**
 * The text kernel: bytes → words → counts or ids. Addresses and lengths are bytes in the memory the
 * kernel was instantiated on; addresses come back as signed numbers, `>>> 0` makes them whole. A text
 * buffer needs {@link textSlack} readable bytes behind it.
 */
export interface TextKernel {
  /** How bytes are split: 0 text (white space; a line feed ends a sentence), 1 tokens (0xff, 0xfe). */
  setForm(form: 0 | 1): void;
  /** Runs of text that begin with 0xfd are tags: not counted, their ids are their numbers from here on. */
  setTags(firstTag: number): void;
  /** Begins an empty table of words at `base` that grows the memory as it needs. */
  createTable(base: number): void;
  /** Takes a finished table whose entries and words stand in place; `rebuildSlots` completes it. */
  placeTable(
    entries: number,
    bytes: number,
    slots: number,
    slotCount: number,
    entryCount: number,
  ): void;
  rebuildSlots(): void;
  /** Counts words; returns the bytes consumed. See `getFault`, `getProduced`. */
  countWords(text: number, length: number, isLast: 0 | 1, checkUtf8: 0 | 1): number;
  /** Drops the rarest words until at most `limit` are left; returns how many were dropped. */
  pruneTo(limit: number): number;
  /** Adds the counts of another table, given by its entries and words. */
  mergeTable(entries: number, bytes: number, entryCount: number): void;
  /** Writes the ids of the words; returns the bytes consumed, `getProduced` the ids written. */
  encodeWords(
    text: number,
    length: number,
    isLast: 0 | 1,
    expansions: number,
    ids: number,
    capacity: number,
  ): number;
  /** 1 when the last countWords stopped before a word that is not UTF-8, else 0. */
  getFault(): 0 | 1;
  getProduced(): number;
  /** Sentence ends that countWords has passed in all. */
  getSentences(): number;
  getEntryCount(): number;
  /** Entries of 16 bytes: offset u32, length u32, value u64, in the order of first appearance. */
  getEntries(): number;
  getBytes(): number;
  getBytesUsed(): number;
}

/** The compiled text kernel. */
export const textModule = /* @__PURE__ */ lazyModule(textWasm);

/** Bytes behind a text, or behind a table's words, that the kernel may read but does not use. */
export const textSlack = 16;

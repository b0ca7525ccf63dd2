import { cooccurrenceWasm } from './generated/cooccurrence.js';
import { lazyModule } from './modules.js';

/**
 * The co-occurrence kernel: id streams → rows of weighted counts, one row at a time. Addresses and
 * sizes are bytes in the memory it was instantiated on, places are counted in ids from `base`. In an
 * id stream 0xffffffff ends a sentence.
 */
export interface CooccurrenceKernel {
  /** Adds to `counts` (u32 each) how often each word occurs among `count` ids. */
  countIds(ids: number, count: number, counts: number): void;
  /** Writes the place of each id to the list of its word, which begins at `nexts[word]` and moves on. */
  scatterPlaces(base: number, ids: number, count: number, nexts: number, places: number): void;
  /** Takes zeroed room of {@link cooccurrenceRowBytes} for the row that is being added up. */
  placeRow(row: number, words: number): void;
  /** `weights` are f64, by distance; number 0 is not used. */
  setWindow(window: number, symmetric: 0 | 1, weights: number): void;
  /**
   * Adds the contexts of `count` places to the row. A sentence end, or `window` more ids, must stand
   * before and behind all of them.
   */
  countPlaces(base: number, places: number, count: number): void;
  /** Adds `count` entries (u32 columns, f32 values) to the row. */
  addRow(columns: number, values: number, count: number): void;
  /** Writes the row's entries by column and clears it; returns how many there were. */
  emitRow(columns: number, values: number): number;
}

/** The compiled co-occurrence kernel. */
export const cooccurrenceModule = /* @__PURE__ */ lazyModule(cooccurrenceWasm);

/** Bytes of a row of sums for a vocabulary of so many words. */
export function cooccurrenceRowBytes(words: number): number {
  const bitWords = Math.ceil(words / 64);
  return (words + bitWords + Math.ceil(bitWords / 64)) * 8;
}

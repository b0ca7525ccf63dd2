import type { Items } from '@tovec/core';
import { NamesBuilder } from './formats/names-builder.js';
import { hashBytes } from './item-hash.js';

/**
 * Gives names numbers, in the order in which they come: an {@link ItemIndex} that grows. Names are bytes
 * and never become strings, so that a file of millions of them is read in seconds.
 *
 * @example
 * ```ts
 * import { ItemTable } from '@tovec/vectors';
 *
 * const table = new ItemTable();
 * const bytes = new TextEncoder().encode('cat dog cat');
 * console.log(table.add(bytes, 0, 3), table.add(bytes, 4, 7), table.add(bytes, 8, 11)); // 0 1 0
 * console.log(table.items().toArray()); // [ 'cat', 'dog' ]
 * ```
 */
export class ItemTable {
  private readonly names = new NamesBuilder();
  /** Hashes of the names, so that growing does not read them again. */
  private hashes = new Uint32Array(1 << 10);
  private slots = new Int32Array(1 << 11);
  /** For small whole numbers as names, as most graphs have: the rows found so far, plus 1. */
  private rowsOfNumbers = new Int32Array(1 << 12);

  /** How many names there are. */
  get length(): number {
    return this.names.length;
  }

  /** The number of the name `bytes[start…end]`, a new one where it is new. */
  add(bytes: Uint8Array, start: number, end: number): number {
    const number = wholeNumber(bytes, start, end);
    if (number < 0) return this.addName(bytes, start, end);
    if (number >= this.rowsOfNumbers.length && !this.reaches(number)) {
      return this.addName(bytes, start, end);
    }
    const known = this.rowsOfNumbers[number]!;
    if (known > 0) return known - 1;
    const row = this.addName(bytes, start, end);
    this.rowsOfNumbers[number] = row + 1;
    return row;
  }

  private addName(bytes: Uint8Array, start: number, end: number): number {
    const hash = hashBytes(bytes, start, end);
    const mask = this.slots.length - 1;
    let slot = hash & mask;
    for (;;) {
      const row = this.slots[slot]! - 1;
      if (row < 0) break;
      if (this.hashes[row] === hash && this.names.isAt(row, bytes, start, end)) return row;
      slot = (slot + 1) & mask;
    }
    const row = this.names.length;
    this.names.push(bytes, start, end);
    this.hashes[row] = hash;
    this.slots[slot] = row + 1;
    if (row + 1 === this.hashes.length) this.grow();
    return row;
  }

  /** The names, by number. */
  items(): Items {
    return this.names.items();
  }

  /** Makes the table of numbers longer, while it is not much longer than there are names. */
  private reaches(number: number): boolean {
    let length = this.rowsOfNumbers.length;
    while (length <= number) length *= 2;
    if (length > 16 * (this.length + 256)) return false;
    const grown = new Int32Array(length);
    grown.set(this.rowsOfNumbers);
    this.rowsOfNumbers = grown;
    return true;
  }

  /** Makes room for twice as many; half of the slots stay empty. */
  private grow(): void {
    const rows = this.hashes.length;
    const hashes = new Uint32Array(rows * 2);
    hashes.set(this.hashes);
    this.hashes = hashes;
    this.slots = new Int32Array(rows * 4);
    const mask = this.slots.length - 1;
    for (let row = 0; row < rows; row++) {
      let slot = hashes[row]! & mask;
      while (this.slots[slot] !== 0) slot = (slot + 1) & mask;
      this.slots[slot] = row + 1;
    }
  }
}

/** Digits of the longest number that is looked for by its value. */
const mostDigits = 8;

/** The whole number that a name is, written without zeros in front; -1 where it is none. */
function wholeNumber(bytes: Uint8Array, start: number, end: number): number {
  const digits = end - start;
  if (digits === 0 || digits > mostDigits || (bytes[start] === 0x30 && digits > 1)) return -1;
  let value = 0;
  for (let at = start; at < end; at++) {
    const digit = bytes[at]! - 0x30;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value;
}

import { check } from '../check.js';
import { InvalidInputError } from '../errors/invalid-input-error.js';
import { decodeUtf8 } from '../files/utf8.js';
import { faultOfOffsets } from './item-offsets.js';
import { ItemsBuilder } from './items-builder.js';

/** Items decoded together in `toArray`. */
const BLOCK_ITEMS = 1024;

/**
 * The names of the rows of a table (words, nodes, tags), as they lie in a model file: all their
 * UTF-8 one after the other, and `length + 1` offsets into it. One buffer instead of a string each;
 * byte-exact (see {@link decodeUtf8}).
 *
 * @example
 * ```ts
 * import { Items } from '@tovec/core';
 *
 * const items = Items.from(['cat', 'naïve']);
 * console.log(items.length, items.at(1), items.offsets); // 2 naïve Uint32Array(3) [ 0, 3, 9 ]
 * ```
 */
export class Items implements Iterable<string> {
  readonly length: number;

  /**
   * @param utf8 the names, one after the other
   * @param offsets where each begins, and where the last one ends
   * @throws InvalidInputError when the offsets do not start at 0, fall, or do not end with the bytes
   */
  constructor(
    readonly utf8: Uint8Array,
    readonly offsets: Uint32Array,
  ) {
    const fault = faultOfOffsets(offsets, utf8.length);
    if (fault !== undefined) {
      throw new InvalidInputError(`The item offsets ${fault.message}.`, {
        argument: 'offsets',
        given: offsets,
      });
    }
    this.length = offsets.length - 1;
  }

  /** @throws InvalidInputError when they take more than 4 GiB of UTF-8 */
  static from(strings: Iterable<string>): Items {
    if (strings instanceof Items) return strings;
    const builder = new ItemsBuilder();
    for (const item of strings) builder.push(item);
    return new Items(builder.utf8(), builder.offsets());
  }

  /** @throws InvalidInputError when there is no such row */
  at(index: number): string {
    if (index < 0 || index >= this.length || !Number.isInteger(index)) {
      check.integer('index', index, { min: 0, max: this.length - 1 });
    }
    return decodeUtf8(this.utf8, this.offsets[index]!, this.offsets[index + 1]!);
  }

  /** All names as strings; ten times faster than calling `at` for each. */
  toArray(): string[] {
    const { utf8, offsets, length } = this;
    const strings: string[] = new Array(length);
    for (let first = 0; first < length; first += BLOCK_ITEMS) {
      const last = Math.min(first + BLOCK_ITEMS, length);
      const base = offsets[first]!;
      const block = decodeUtf8(utf8, base, offsets[last]!);
      // As many characters as bytes: all ASCII or stray bytes, so the offsets hold for the text.
      const aligned = block.length === offsets[last]! - base;
      for (let index = first; index < last; index++) {
        const start = offsets[index]!;
        const end = offsets[index + 1]!;
        strings[index] = aligned
          ? block.slice(start - base, end - base)
          : decodeUtf8(utf8, start, end);
      }
    }
    return strings;
  }

  *[Symbol.iterator](): Generator<string> {
    for (let index = 0; index < this.length; index++) yield this.at(index);
  }
}

import { InvalidInputError, Items } from '@tovec/core';

/** Gathers names as bytes, exactly as they stand in a file, without making strings of them. */
export class NamesBuilder {
  private bytes = new Uint8Array(1 << 12);
  private offsets = new Uint32Array(1 << 8);
  private used = 0;
  private count = 0;

  push(source: Uint8Array, start: number, end: number): void {
    const needed = this.used + end - start;
    if (needed > this.bytes.length) this.growBytes(needed);
    // A loop beats a call for the few bytes that words have.
    if (end - start < 64) {
      for (let at = start; at < end; at++) this.bytes[this.used + at - start] = source[at]!;
    } else {
      this.bytes.set(source.subarray(start, end), this.used);
    }
    this.used = needed;
    this.count++;
    if (this.count === this.offsets.length) {
      const grown = new Uint32Array(2 * this.count);
      grown.set(this.offsets);
      this.offsets = grown;
    }
    this.offsets[this.count] = needed;
  }

  /** How many names there are. */
  get length(): number {
    return this.count;
  }

  /** Whether name `index` is `source[start…end]`. */
  isAt(index: number, source: Uint8Array, start: number, end: number): boolean {
    const from = this.offsets[index]!;
    if (this.offsets[index + 1]! - from !== end - start) return false;
    for (let at = start; at < end; at++) {
      if (this.bytes[from + at - start] !== source[at]) return false;
    }
    return true;
  }

  items(): Items {
    return new Items(this.bytes.slice(0, this.used), this.offsets.slice(0, this.count + 1));
  }

  private growBytes(needed: number): void {
    if (needed > 0xffff_ffff) {
      throw new InvalidInputError(
        'The items take more than 4 GiB of UTF-8. Read fewer: set limit.',
      );
    }
    const grown = new Uint8Array(Math.min(0xffff_ffff, Math.max(needed, 2 * this.bytes.length)));
    grown.set(this.bytes.subarray(0, this.used));
    this.bytes = grown;
  }
}

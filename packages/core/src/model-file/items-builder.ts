import { describeValue } from '../describe-value.js';
import { InvalidInputError } from '../errors/invalid-input-error.js';
import { encodeUtf8 } from '../files/utf8.js';

const MAX_BYTES = 0xffffffff;

/** Gathers names into one growing buffer. */
export class ItemsBuilder {
  private bytes = new Uint8Array(1 << 12);
  private ends = new Uint32Array(1 << 8);
  private used = 0;
  private count = 0;

  push(item: string): void {
    if (typeof item !== 'string') {
      throw new InvalidInputError(
        `Items must be strings, but item ${this.count} was ${describeValue(item)}.`,
        { argument: 'items', given: item },
      );
    }
    if (this.used + item.length > this.bytes.length) this.reserve(item.length);
    if (!this.pushAscii(item)) this.pushEncoded(item);
    this.count++;
    if (this.count === this.ends.length) {
      const grown = new Uint32Array(2 * this.count);
      grown.set(this.ends);
      this.ends = grown;
    }
    this.ends[this.count] = this.used;
  }

  utf8(): Uint8Array {
    return this.bytes.slice(0, this.used);
  }

  offsets(): Uint32Array {
    return this.ends.slice(0, this.count + 1);
  }

  /** Most names are ASCII: copied in a loop, without a call into the encoder. */
  private pushAscii(item: string): boolean {
    for (let index = 0; index < item.length; index++) {
      const unit = item.charCodeAt(index);
      if (unit > 0x7f) return false;
      this.bytes[this.used + index] = unit;
    }
    this.used += item.length;
    return true;
  }

  private pushEncoded(item: string): void {
    const encoded = encodeUtf8(item);
    this.reserve(encoded.length);
    this.bytes.set(encoded, this.used);
    this.used += encoded.length;
  }

  private reserve(more: number): void {
    const needed = this.used + more;
    if (needed > MAX_BYTES) {
      throw new InvalidInputError('The items take more than 4 GiB of UTF-8. Use fewer of them.', {
        argument: 'items',
      });
    }
    if (needed <= this.bytes.length) return;
    const grown = new Uint8Array(Math.min(MAX_BYTES, Math.max(needed, 2 * this.bytes.length)));
    grown.set(this.bytes);
    this.bytes = grown;
  }
}

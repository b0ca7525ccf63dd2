import { type ByteReader, ModelFileError } from '@tovec/core';

const firstBytes = 1 << 20;

/** No line, name or row is longer than this: what seems to be is damage, or another format. */
const longestRecord = 1 << 24;

/** A sliding view of a file: the bytes `buffer[start…end]` are read and not yet used. */
export class ByteWindow {
  buffer = new Uint8Array(firstBytes);
  start = 0;
  end = 0;
  /** Whether the file holds nothing behind `end`. */
  atEnd = false;
  /** There is no newline between `start` and here. */
  private searched = 0;

  constructor(readonly reader: ByteReader) {}

  /** Where in the file `buffer[start]` stands. */
  get position(): number {
    return this.reader.position - (this.end - this.start);
  }

  /** Reads more behind `end`; moves what is unused to the front, makes the buffer larger if full. */
  async more(): Promise<void> {
    if (this.start > 0) {
      this.buffer.copyWithin(0, this.start, this.end);
      this.end -= this.start;
      this.searched -= this.start;
      this.start = 0;
    }
    if (this.end === this.buffer.length) {
      if (this.end >= longestRecord) {
        throw new ModelFileError(
          `a line or row of more than ${longestRecord} bytes; this is damaged, or no such file`,
          { file: this.reader.name, offset: this.position },
        );
      }
      const larger = new Uint8Array(this.buffer.length * 2);
      larger.set(this.buffer);
      this.buffer = larger;
    }
    const count = await this.reader.read(this.buffer.subarray(this.end));
    this.end += count;
    this.atEnd = count === 0;
  }

  /** Reads on until `count` bytes are there, or the file ends. */
  async atLeast(count: number): Promise<void> {
    while (this.end - this.start < count && !this.atEnd) await this.more();
  }

  /** Where the next newline in the window stands, or -1. */
  newline(): number {
    const from = Math.max(this.start, this.searched);
    const found = this.buffer.subarray(from, this.end).indexOf(10);
    this.searched = found < 0 ? this.end : from + found;
    return found < 0 ? -1 : from + found;
  }

  /** The end of the next line (the place of its newline, or the file's end); -1 at the very end. */
  async nextLine(): Promise<number> {
    for (;;) {
      const newline = this.newline();
      if (newline >= 0) return newline;
      if (this.atEnd) return this.end > this.start ? this.end : -1;
      await this.more();
    }
  }

  /** Passes over a byte order mark. */
  async skipByteOrderMark(): Promise<void> {
    await this.atLeast(3);
    const { buffer, start, end } = this;
    const isMark =
      buffer[start] === 0xef && buffer[start + 1] === 0xbb && buffer[start + 2] === 0xbf;
    if (isMark && end - start >= 3) this.start += 3;
  }
}

import { type ByteReader, ModelFileError } from '@tovec/core';

/** Reads the fields of a fastText file: little-endian, as the machine had them in memory. */
export class FieldReader {
  private view = new DataView(new ArrayBuffer(0));
  private at = 0;
  /** Where the field begins that was read last. */
  private field = 0;
  /** Where in the file the view begins. */
  private start = 0;

  constructor(readonly source: ByteReader) {}

  /** Reads `count` bytes, whose fields are read next. */
  async load(count: number): Promise<void> {
    const bytes = new Uint8Array(count);
    this.start = this.source.position;
    await this.source.readExactly(bytes);
    this.view = new DataView(bytes.buffer);
    this.at = 0;
    this.field = 0;
  }

  int32(): number {
    return this.view.getInt32(this.take(4), true);
  }

  /** A 64-bit integer, exact up to 2⁵³. */
  int64(): number {
    return readInt64(this.view, this.take(8));
  }

  float64(): number {
    return this.view.getFloat64(this.take(8), true);
  }

  /** A truth value in one byte. */
  boolean(what: string): boolean {
    const value = this.view.getUint8(this.take(1));
    if (value > 1) {
      throw this.refuse(`${what} must be 0 or 1, but is ${value}; the file is damaged`);
    }
    return value === 1;
  }

  /** Refuses a count of things that the rest of the file cannot hold. */
  checkRoom(what: string, bytes: number): void {
    const { size, position } = this.source;
    if (size === undefined || bytes <= size - position) return;
    throw this.refuse(
      `${what} would take ${bytes} bytes, but only ${size - position} follow; ` +
        'the file is truncated or damaged',
    );
  }

  /** The error for the field that was read last, or the place where the next ones begin. */
  refuse(message: string): ModelFileError {
    const offset = this.start + this.field;
    return new ModelFileError(message, { file: this.source.name, offset });
  }

  /** Where a field of so many bytes stands in the view. */
  private take(bytes: number): number {
    this.field = this.at;
    this.at += bytes;
    return this.field;
  }
}

export function readInt64(view: DataView, at: number): number {
  return view.getInt32(at + 4, true) * 2 ** 32 + view.getUint32(at, true);
}

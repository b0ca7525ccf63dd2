import { type ByteReader, ModelFileError } from '@tovec/core';

/** The largest message that protobuf allows. */
const LARGEST_LENGTH = 2 ** 31;

/** Reads protobuf from front to back, believing no length before the bytes are there. */
export class ProtoStream {
  readonly #reader: ByteReader;
  readonly #buffer = new Uint8Array(1 << 16);
  #start = 0;
  #end = 0;
  /** Bytes consumed so far. */
  position = 0;

  constructor(reader: ByteReader) {
    this.#reader = reader;
  }

  /** Where the file ends, as far as that is known. */
  get limit(): number {
    return this.#reader.size ?? Number.POSITIVE_INFINITY;
  }

  async isAtEnd(): Promise<boolean> {
    return this.#start === this.#end && !(await this.#fill());
  }

  /** A varint, and its bytes as they stand. */
  async varint(): Promise<{ readonly value: number; readonly bytes: Uint8Array }> {
    const bytes: number[] = [];
    let value = 0;
    for (let shift = 1; bytes.length < 10; shift *= 128) {
      if (this.#start === this.#end && !(await this.#fill()))
        throw this.fail('it ends in a number');
      const byte = this.#buffer[this.#start++]!;
      this.position++;
      bytes.push(byte);
      value += (byte & 127) * shift;
      if (byte < 128) return { value, bytes: Uint8Array.from(bytes) };
    }
    throw this.fail('a number has more than 10 bytes');
  }

  /** The length of a field, which must end before `end`. */
  async length(end: number): Promise<number> {
    const { value } = await this.varint();
    if (value > LARGEST_LENGTH || this.position + value > end) {
      throw this.fail(`a field of ${value} bytes reaches beyond what it is in`);
    }
    return value;
  }

  /** The next bytes, in pieces that are valid until the next call. */
  async *pieces(count: number): AsyncGenerator<Uint8Array> {
    for (let left = count; left > 0; ) {
      if (this.#start === this.#end && !(await this.#fill())) {
        throw this.fail(`it ends where ${left} more bytes should come`);
      }
      const piece = this.#buffer.subarray(this.#start, Math.min(this.#end, this.#start + left));
      this.#start += piece.length;
      this.position += piece.length;
      left -= piece.length;
      yield piece;
    }
  }

  fail(why: string): ModelFileError {
    return new ModelFileError(`not an ONNX model: ${why}`, {
      file: this.#reader.name,
      offset: this.position,
    });
  }

  async #fill(): Promise<boolean> {
    this.#start = 0;
    this.#end = await this.#reader.read(this.#buffer);
    return this.#end > 0;
  }
}

import { ModelFileError } from '../errors/model-file-error.js';
import type { ByteReader, RawReader } from './byte-reader.js';

const BUFFER_BYTES = 1 << 17;

/** Adds buffering, peeking and bookkeeping to a {@link RawReader}. */
export class BufferedReader implements ByteReader {
  position = 0;
  private buffer: Uint8Array | undefined;
  private start = 0;
  private end = 0;

  constructor(
    private readonly raw: RawReader,
    readonly name: string,
    readonly size: number | undefined,
    private readonly signal?: AbortSignal | undefined,
  ) {}

  async peek(count: number): Promise<Uint8Array> {
    while (this.end - this.start < count && (await this.fill())) {}
    return (this.buffer ?? new Uint8Array(0)).subarray(
      this.start,
      Math.min(this.end, this.start + count),
    );
  }

  async read(target: Uint8Array): Promise<number> {
    if (target.length === 0) return 0;
    if (this.start === this.end) {
      if (target.length >= BUFFER_BYTES) {
        this.signal?.throwIfAborted();
        const count = await this.raw.read(target);
        this.position += count;
        return count;
      }
      await this.fill();
    }
    return this.takeBuffered(target);
  }

  async readExactly(target: Uint8Array): Promise<void> {
    const from = this.position;
    let filled = 0;
    while (filled < target.length) {
      const count = await this.read(filled === 0 ? target : target.subarray(filled));
      if (count === 0) throw this.endsEarly(from, target.length);
      filled += count;
    }
  }

  async skip(count: number): Promise<void> {
    const from = this.position;
    if (this.size !== undefined && from + count > this.size) throw this.endsEarly(from, count);
    let left = count - this.dropBuffered(count);
    if (this.size !== undefined && this.raw.skip !== undefined) {
      this.raw.skip(left);
      this.position += left;
      return;
    }
    while (left > 0) {
      if (!(await this.fill())) throw this.endsEarly(from, count);
      left -= this.dropBuffered(left);
    }
  }

  async close(): Promise<void> {
    this.buffer = undefined;
    this.start = this.end = 0;
    await this.raw.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  /** Reads more into the buffer; false at the end. */
  private async fill(): Promise<boolean> {
    this.signal?.throwIfAborted();
    const free = this.makeRoom();
    const count = await this.raw.read(free);
    this.end += count;
    return count > 0;
  }

  /** The free end of the buffer, which grows only when it is full of bytes that really came. */
  private makeRoom(): Uint8Array {
    const buffer = this.buffer ?? new Uint8Array(BUFFER_BYTES);
    if (this.end < buffer.length) {
      this.buffer = buffer;
      return buffer.subarray(this.end);
    }
    const held = buffer.subarray(this.start, this.end);
    const roomy = 2 * held.length <= buffer.length ? buffer : new Uint8Array(2 * buffer.length);
    roomy.set(held);
    this.buffer = roomy;
    this.start = 0;
    this.end = held.length;
    return roomy.subarray(held.length);
  }

  private takeBuffered(target: Uint8Array): number {
    const count = Math.min(target.length, this.end - this.start);
    if (count > 0) target.set(this.buffer!.subarray(this.start, this.start + count));
    return this.dropBuffered(count);
  }

  private dropBuffered(most: number): number {
    const count = Math.min(most, this.end - this.start);
    this.start += count;
    this.position += count;
    return count;
  }

  private endsEarly(from: number, wanted: number): ModelFileError {
    const end = this.size ?? this.position;
    return new ModelFileError(
      `the file ends after ${end} bytes, but ${wanted} bytes were expected from byte ${from} on; ` +
        'it is truncated or damaged',
      { file: this.name, offset: end },
    );
  }
}

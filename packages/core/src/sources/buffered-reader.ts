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
    while (this.end - this.start < count && (await this.fill(count))) {}
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
      await this.fill(1);
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
      if (!(await this.fill(1))) throw this.endsEarly(from, count);
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

  /** Reads more into the buffer, which is made to hold at least `needed`; false at the end. */
  private async fill(needed: number): Promise<boolean> {
    this.signal?.throwIfAborted();
    const held = this.end - this.start;
    const capacity = this.buffer?.length ?? 0;
    if (this.buffer === undefined || capacity < needed) {
      const grown = new Uint8Array(Math.max(BUFFER_BYTES, Math.min(needed, 2 * (held + needed))));
      if (this.buffer !== undefined) grown.set(this.buffer.subarray(this.start, this.end));
      this.buffer = grown;
      this.start = 0;
      this.end = held;
    } else if (this.end === capacity) {
      this.buffer.copyWithin(0, this.start, this.end);
      this.start = 0;
      this.end = held;
    }
    const count = await this.raw.read(this.buffer.subarray(this.end));
    this.end += count;
    return count > 0;
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

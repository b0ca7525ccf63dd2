import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { Segment } from '../corpus/segments.js';
import { WorkerFailure } from './failure.js';
import type { SharedText } from './protocol.js';

/** The longest word there may be, in bytes: what is longer is not text. */
export const longestWord = 1 << 20;

/** What is said of a file that cannot be split. */
export function noWhiteSpaceMessage(name: string, at: number, bytes = longestWord): string {
  return (
    `${name} has no white space in the ${bytes} bytes from byte ${at}: is it text? Words are split at ` +
    'white space; pass arrays of tokens for a language without it'
  );
}

/** Reads segments in chunks into a fixed place of a kernel memory. */
export class SegmentReader {
  #open: { file: number; handle: number } | undefined;

  constructor(
    readonly text: SharedText,
    /** Where a chunk goes. */
    readonly target: Uint8Array,
  ) {}

  /** Reads what follows `offset` in the segment; returns how many bytes there are in the target. */
  read(segment: Segment, offset: number, limit = this.target.length): number {
    const file = this.text.files[segment.file]!;
    const start = segment.start + offset;
    const wanted = Math.min(limit, segment.end - start);
    try {
      let read = 0;
      while (read < wanted) {
        const handle = this.#handle(segment.file);
        const got = readSync(handle, this.target, read, wanted - read, start + read);
        if (got === 0) {
          const { size } = fstatSync(handle);
          throw new Error(`it was ${file.bytes} bytes long before and has ${size} now`);
        }
        read += got;
      }
      return read;
    } catch (error) {
      const message = `cannot go on reading ${file.name}: ${(error as Error).message}`;
      throw new WorkerFailure({ reason: 'file', message, file: file.name });
    }
  }

  /** A failure at byte `offset` of a segment. */
  failure(reason: 'utf8' | 'no-white-space', segment: Segment, offset: number): WorkerFailure {
    const { name } = this.text.files[segment.file]!;
    const at = segment.start + offset;
    const message =
      reason === 'utf8'
        ? `the word at byte ${at} of ${name} is not UTF-8; convert the text to UTF-8, or pass ` +
          "invalidUtf8: 'keep' to learn the bytes as they are"
        : noWhiteSpaceMessage(name, at, this.target.length);
    return new WorkerFailure({ reason, message, file: name, offset: at });
  }

  close(): void {
    if (this.#open) closeSync(this.#open.handle);
    this.#open = undefined;
  }

  #handle(file: number): number {
    if (this.#open?.file !== file) {
      this.close();
      this.#open = { file, handle: openSync(this.text.files[file]!.path, 'r') };
    }
    return this.#open.handle;
  }
}

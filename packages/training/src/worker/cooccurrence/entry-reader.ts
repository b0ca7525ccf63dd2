import { closeSync, openSync, readSync } from 'node:fs';
import { WorkerFailure } from '../failure.js';
import type { Part } from './tasks.js';

/** Reads the entries of a part from front to back, through a small buffer in a kernel memory. */
export class EntryReader {
  readonly #columns: Uint8Array;
  readonly #values: Uint8Array;
  readonly #handles: readonly [columns: number, values: number];
  /** Entries read from the files, and entries of the buffer already given away. */
  #read = 0;
  #held = 0;
  #given = 0;

  constructor(
    readonly part: Part,
    memory: WebAssembly.Memory,
    /** Where columns go; values go behind `capacity` of them. */
    readonly at: number,
    readonly capacity: number,
  ) {
    this.#columns = new Uint8Array(memory.buffer, at, capacity * 4);
    this.#values = new Uint8Array(memory.buffer, at + capacity * 4, capacity * 4);
    this.#handles = [openSync(part.files.columns, 'r'), openSync(part.files.values, 'r')];
  }

  /** Hands the next `count` entries to `take`, in pieces. */
  next(count: number, take: (columns: number, values: number, count: number) => void): void {
    for (let left = count; left > 0; ) {
      if (this.#given === this.#held) this.#refill();
      const piece = Math.min(left, this.#held - this.#given);
      const at = this.at + this.#given * 4;
      take(at, at + this.capacity * 4, piece);
      this.#given += piece;
      left -= piece;
    }
  }

  close(): void {
    for (const handle of this.#handles) closeSync(handle);
  }

  #refill(): void {
    const { first, entries } = this.part;
    this.#held = Math.min(this.capacity, entries - this.#read);
    this.#given = 0;
    const position = (first + this.#read) * 4;
    readAll(this.#handles[0], this.#columns, this.#held * 4, position);
    readAll(this.#handles[1], this.#values, this.#held * 4, position);
    this.#read += this.#held;
  }
}

/** Reads so many bytes. @throws WorkerFailure when there are fewer */
export function readAll(handle: number, target: Uint8Array, bytes: number, position: number): void {
  for (let read = 0; read < bytes; ) {
    const got = readSync(handle, target, read, bytes - read, position + read);
    if (got === 0) {
      const message = 'a file of co-occurrences has become shorter while it was read';
      throw new WorkerFailure({ reason: 'file', message });
    }
    read += got;
  }
}

import { closeSync, openSync } from 'node:fs';
import type { NumbersInFile, TablePart } from '../../cooccurrence/parts.js';
import { readAll } from '../cooccurrence/entry-reader.js';
import { WorkerFailure } from '../failure.js';

/** Reads entries of a table, wherever they are among its parts. */
export class PartReader {
  readonly #handles = new Map<string, number>();

  constructor(
    readonly parts: readonly TablePart[],
    readonly offsets: Float64Array,
    readonly memory: WebAssembly.Memory,
  ) {}

  /** Reads the entries from `first` to `end`: columns and values to these addresses. */
  read(first: number, end: number, columns: number, values: number): void {
    const { offsets } = this;
    for (const part of this.parts) {
      const partFirst = offsets[part.firstRow]!;
      const from = Math.max(first, partFirst);
      const to = Math.min(end, offsets[part.endRow]!);
      if (from >= to) continue;
      const at = (from - first) * 4;
      this.#numbers(part.columns, from - partFirst, to - from, columns + at);
      this.#numbers(part.values, from - partFirst, to - from, values + at);
    }
  }

  close(): void {
    for (const handle of this.#handles.values()) closeSync(handle);
    this.#handles.clear();
  }

  #numbers({ path, position }: NumbersInFile, first: number, count: number, at: number): void {
    try {
      const handle = this.#handles.get(path) ?? openSync(path, 'r');
      this.#handles.set(path, handle);
      const target = new Uint8Array(this.memory.buffer, at, count * 4);
      readAll(handle, target, target.length, position + first * 4);
    } catch (error) {
      if (error instanceof WorkerFailure) throw error;
      const message = `cannot read co-occurrences: ${(error as Error).message}`;
      throw new WorkerFailure({ reason: 'file', message, file: path });
    }
  }
}

import { closeSync, openSync, writeSync } from 'node:fs';
import { WorkerFailure } from '../failure.js';
import type { EntryFiles } from './tasks.js';

/** Appends entries to a pair of files. */
export class EntryWriter {
  readonly #handles: readonly [columns: number, values: number];
  /** Entries written so far. */
  written = 0;

  constructor(readonly files: EntryFiles) {
    this.#handles = [
      saved(() => openSync(files.columns, 'w')),
      saved(() => openSync(files.values, 'w')),
    ];
  }

  write(columns: Uint32Array, values: Float32Array): void {
    writeAll(this.#handles[0], columns);
    writeAll(this.#handles[1], values);
    this.written += columns.length;
  }

  close(): void {
    for (const handle of this.#handles) saved(() => closeSync(handle));
  }
}

function writeAll(handle: number, array: Uint32Array | Float32Array): void {
  const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
  for (let done = 0; done < bytes.length; ) {
    done += saved(() => writeSync(handle, bytes, done, bytes.length - done));
  }
}

function saved<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const reason =
      code === 'ENOSPC' || code === 'EDQUOT'
        ? 'the disk that holds temporary files is full; free some space, set TMPDIR to another, or ' +
          'raise minCount'
        : message;
    throw new WorkerFailure({
      reason: 'file',
      message: `cannot put co-occurrences aside: ${reason}`,
    });
  }
}

import { type FileHandle, open } from 'node:fs/promises';
import { SourceError } from '@tovec/core';

/** Numbers of four bytes in a file, from `position` on. */
export interface NumbersInFile {
  readonly path: string;
  readonly position: number;
}

/** Whole rows that follow each other in a file; all parts together are the table. */
export interface TablePart {
  readonly firstRow: number;
  readonly endRow: number;
  readonly columns: NumbersInFile;
  readonly values: NumbersInFile;
}

/** Opens numbers of four bytes for reading anywhere among them. */
export async function openNumbers({ path, position }: NumbersInFile) {
  const handle = await explained(path, () => open(path, 'r'));
  return {
    read: (first: number, count: number) => readNumbers(handle, path, position + first * 4, count),
    [Symbol.asyncDispose]: () => handle.close(),
  };
}

async function readNumbers(
  handle: FileHandle,
  path: string,
  position: number,
  count: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(count * 4);
  for (let read = 0; read < bytes.length; ) {
    const { bytesRead } = await explained(path, () =>
      handle.read(bytes, read, bytes.length - read, position + read),
    );
    if (bytesRead === 0) {
      throw new SourceError(`${path} has become shorter while it was read`, { source: path });
    }
    read += bytesRead;
  }
  return bytes;
}

async function explained<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw new SourceError(`cannot read co-occurrences: ${(cause as Error).message}`, {
      source: path,
      cause,
    });
  }
}

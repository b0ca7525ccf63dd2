import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SourceError } from '@tovec/core';

/** A directory for temporary files, gone when it is disposed. */
export class TemporaryDirectory implements AsyncDisposable {
  private constructor(readonly path: string) {}

  /** @throws SourceError when there is no place for one */
  static async create(): Promise<TemporaryDirectory> {
    try {
      return new TemporaryDirectory(await mkdtemp(join(tmpdir(), 'tovec-')));
    } catch (cause) {
      throw new SourceError(
        `there is no place for temporary files: ${(cause as Error).message}; set TMPDIR to a ` +
          'directory that can be written',
        { source: tmpdir(), cause },
      );
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.path, { recursive: true, force: true });
  }
}

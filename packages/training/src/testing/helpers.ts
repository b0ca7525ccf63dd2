// Helpers for this package's own tests; not exported.
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished, vi } from 'vitest';

/** An empty directory that is gone after the test. */
export async function temporaryDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'training-test-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

/**
 * Sends temporary files of the code under test to a directory of this test's own; returns what is in
 * there.
 */
export async function watchTemporaryFiles(): Promise<() => Promise<string[]>> {
  const directory = await temporaryDirectory();
  vi.stubEnv('TMPDIR', directory);
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
  return () => readdir(directory);
}

/** The error that a promise is rejected with. */
export async function rejection(promise: PromiseLike<unknown>): Promise<Error> {
  return promise.then(
    () => {
      throw new Error('the promise was expected to be rejected');
    },
    (error: unknown) => error as Error,
  );
}

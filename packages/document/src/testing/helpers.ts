// Helpers for this package's own tests; not exported.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRandom } from '@tovec/core';
import { onTestFinished } from 'vitest';

/** An empty directory that is gone after the test. */
export async function temporaryDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'document-test-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
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

/** Texts of twenty words about one of two topics in turn, which share five words in six. */
export function topicTexts(count: number, seed = 1): string[] {
  const random = createRandom(seed);
  return Array.from({ length: count }, (_, at) =>
    Array.from({ length: 20 }, () => {
      const word = random.integer(36);
      return word < 30 ? `common${word}` : `topic${at % 2}word${word}`;
    }).join(' '),
  );
}

// Helpers for this package's own tests; not exported.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRandom } from '@tovec/core';
import { onTestFinished } from 'vitest';

/** An empty directory that is gone after the test. */
export async function temporaryDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'word-test-'));
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

const lists = {
  animals: ['cat', 'dog', 'horse', 'cow', 'sheep', 'naïve goat'],
  colours: ['red', 'green', 'blue', 'white', 'black', 'grey'],
  numbers: ['one', 'two', 'three', 'four', 'five', 'six'],
};

/** Sentences of six words, each from one list. */
export function sentencesOf(
  kinds: readonly (keyof typeof lists)[],
  count: number,
  seed = 1,
): string[][] {
  const random = createRandom(seed);
  return Array.from({ length: count }, () => {
    const words = lists[kinds[random.integer(kinds.length)]!];
    return Array.from({ length: 6 }, () => words[random.integer(words.length)]!);
  });
}

/** The bytes with a few of them changed, cut off or put in. */
export function mutated(bytes: Uint8Array, seed: number): Uint8Array {
  const random = createRandom(seed);
  const result = Buffer.from(bytes);
  const kind = random.integer(4);
  if (kind === 0) return result.subarray(0, random.integer(bytes.length));
  if (kind === 1) return Buffer.concat([result, Buffer.alloc(1 + random.integer(20), seed)]);
  // Most of what can go wrong is in the header, at the front.
  const reach = kind === 2 ? bytes.length : Math.min(bytes.length, 1200);
  for (let change = random.integer(3); change >= 0; change--) {
    result[random.integer(reach)] = random.integer(256);
  }
  return result;
}

import { execFile } from 'node:child_process';
import { truncateSync, unlinkSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { SourceError } from '@tovec/core';
import { describe, expect, test } from 'vitest';
import type { Corpus } from './corpus/corpus.js';
import { rejection, temporaryDirectory, watchTemporaryFiles } from './testing/helpers.js';
import { topicText } from './testing/topics.js';
import { type TrainTextOptions, trainText } from './train-text.js';

const small = { dimensions: 20, minCount: 1, sample: 0, epochs: 10_000 } as const;
const text = topicText(2000);

/** Aborts at the first event of a phase; returns what training says and how long it took to. */
async function abortIn(
  phase: string,
  options: TrainTextOptions,
  reason?: unknown,
  corpus: Corpus = text,
) {
  const controller = new AbortController();
  let aborted = 0;
  const onProgress: TrainTextOptions['onProgress'] = (event) => {
    if (aborted > 0 || event.phase !== phase) return;
    // Between two events, as a user would, and not from within one.
    setTimeout(() => {
      aborted = performance.now();
      controller.abort(reason);
    });
  };
  const { signal } = controller;
  const error = await rejection(trainText(corpus, { ...small, ...options, signal, onProgress }));
  return { error, milliseconds: performance.now() - aborted };
}

describe('an abort', () => {
  test.each([
    { workers: 1 },
    { workers: 3 },
    // A chunk of text takes seconds with these.
    { workers: 1, dimensions: 4000, window: 50, negative: 300 },
  ])('of training is heard at once: %j', async (options) => {
    const temporary = await watchTemporaryFiles();
    const { error, milliseconds } = await abortIn('train', options);
    expect(error.name).toBe('AbortError');
    // In truth a few milliseconds, on a machine with nothing else to do.
    expect(milliseconds).toBeLessThan(1000);
    expect(await temporary()).toEqual([]);
  });

  test('of counting is heard at once', async () => {
    const temporary = await watchTemporaryFiles();
    // So many distinct words that counting them, and adding up what two workers counted, takes long.
    const words = Array.from({ length: 600_000 }, (_, at) => `word${at}`).join(' ');
    const { error, milliseconds } = await abortIn('count', { workers: 2 }, undefined, words);
    expect(error.name).toBe('AbortError');
    expect(milliseconds).toBeLessThan(1000);
    expect(await temporary()).toEqual([]);
  });

  test('rejects with the reason that was given', async () => {
    const reason = new TypeError('enough');
    expect((await abortIn('train', { workers: 2 }, reason)).error).toBe(reason);
  });

  test('before the start does nothing at all', async () => {
    const temporary = await watchTemporaryFiles();
    const options = { ...small, signal: AbortSignal.abort() };
    expect((await rejection(trainText(text, options))).name).toBe('AbortError');
    expect(await temporary()).toEqual([]);
  });

  test('may come by AbortSignal.timeout', async () => {
    const options = { ...small, workers: 1, signal: AbortSignal.timeout(150) };
    expect((await rejection(trainText(text, options))).name).toBe('TimeoutError');
  });

  test('leaves nothing running: the process ends by itself', async () => {
    const temporary = await watchTemporaryFiles();
    const script = `
      import { trainText } from ${JSON.stringify(import.meta.resolve('../dist/index.js'))};
      const options = { minCount: 1, epochs: 10_000, workers: 2, signal: AbortSignal.timeout(200) };
      const error = await trainText('a b c '.repeat(10_000), options).catch((error) => error);
      console.log(error.name);
    `;
    // Also that workers start whatever arguments Node was given.
    const args = ['--input-type=module', '--eval', script];
    const run = await promisify(execFile)(process.execPath, args, { timeout: 20_000 });
    expect(run).toEqual({ stdout: 'TimeoutError\n', stderr: '' });
    expect(await temporary()).toEqual([]);
  });
});

describe('a corpus that changes while it is read', () => {
  /** Trains on a file that `change` meets when its words have been counted. */
  async function trainWhile(change: (path: string) => void, workers: number): Promise<Error> {
    const path = join(await temporaryDirectory(), 'text');
    await writeFile(path, text);
    let isChanged = false;
    const error = await rejection(
      trainText(
        { path },
        {
          ...{ ...small, workers },
          onProgress: ({ phase, done, total }) => {
            if (isChanged || phase !== 'count' || done !== total) return;
            isChanged = true;
            change(path);
          },
        },
      ),
    );
    expect(error).toBeInstanceOf(SourceError);
    expect((error as SourceError).source).toBe(path);
    return error;
  }

  test.each([1, 3])('shrinks: an error that says so, with %i workers', async (workers) => {
    const error = await trainWhile((path) => truncateSync(path, 1000), workers);
    expect(error.message).toMatch(/it was \d+ bytes long before and has 1000 now/);
  });

  test.each([1, 3])('vanishes: an error that says so, with %i workers', async (workers) => {
    const error = await trainWhile((path) => unlinkSync(path), workers);
    expect(error.message).toMatch(/cannot go on reading .*ENOENT/);
  });
});

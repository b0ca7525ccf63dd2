import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { InvalidInputError, ModelFileError } from '@tovec/core';
import { describe, expect, test } from 'vitest';
import { type Cooccurrences, cooccurrences } from '../cooccurrence/cooccurrences.js';
import type { RunOptions } from '../run-options.js';
import { rejection, temporaryDirectory, watchTemporaryFiles } from '../testing/helpers.js';
import { topicText } from '../testing/topics.js';
import { type GloveSettings, gloveSettings } from './settings.js';
import { type GloveTraining, trainCooccurrences } from './train-cooccurrences.js';

const text = topicText(500);
const settings = gloveSettings({ dimensions: 40, epochs: 3000, xMax: 10 });
const run = { workers: 1 } as const;

function bitsOf({ words, contexts, wordBiases, contextBiases, loss }: GloveTraining) {
  const tables = [words, contexts, wordBiases, contextBiases];
  return [...tables.map((each) => Buffer.from(each.buffer).toString('base64')), loss];
}

/** Trains until a checkpoint has been written, then aborts. */
async function interrupt(counted: Cooccurrences, directory: string, more: RunOptions = {}) {
  const controller = new AbortController();
  const watch = setInterval(() => {
    if (existsSync(join(directory, 'checkpoint.safetensors'))) controller.abort();
  }, 2);
  const checkpoint = { directory, everySeconds: 0.01 };
  const { signal } = controller;
  const error = await rejection(
    trainCooccurrences(counted, settings, { ...run, ...more, checkpoint, signal }),
  );
  clearInterval(watch);
  expect(error.name).toBe('AbortError');
}

describe('GloVe training', () => {
  test('that was interrupted goes on to the same bytes', async () => {
    await using counted = await cooccurrences(text, {});
    const [first, second] = [await temporaryDirectory(), await temporaryDirectory()];
    await interrupt(counted, first);
    await interrupt(counted, second, { resume: first });
    const resumed = await trainCooccurrences(counted, settings, { ...run, resume: second });
    const whole = await trainCooccurrences(counted, settings, run);
    expect(bitsOf(resumed)).toEqual(bitsOf(whole));
  });

  test('goes on with the same settings and co-occurrences only', async () => {
    const directory = await temporaryDirectory();
    await using counted = await cooccurrences(text, {});
    await interrupt(counted, directory);
    const resume = (table: Cooccurrences, options: Partial<GloveSettings> = {}) =>
      rejection(trainCooccurrences(table, { ...settings, ...options }, { resume: directory }));
    const otherRate = await resume(counted, { learningRate: 0.01 });
    expect(otherRate).toBeInstanceOf(InvalidInputError);
    expect(otherRate.message).toContain('learningRate (0.05, now 0.01)');
    await using others = await cooccurrences(text, { window: 3 });
    expect((await resume(others)).message).toContain('window (15, now 3)');
  });

  test('does not go on from a damaged checkpoint', async () => {
    const { readFile, writeFile } = await import('node:fs/promises');
    const directory = await temporaryDirectory();
    await using counted = await cooccurrences(text, {});
    await interrupt(counted, directory);
    const path = join(directory, 'checkpoint.safetensors');
    const bytes = await readFile(path);
    bytes[bytes.length - 5]! ^= 1;
    await writeFile(path, bytes);
    const error = await rejection(
      trainCooccurrences(counted, settings, { ...run, resume: directory }),
    );
    expect(error).toBeInstanceOf(ModelFileError);
  });

  test.each([1, 3])('is aborted at once: %i workers', async (workers) => {
    const temporary = await watchTemporaryFiles();
    const counted = await cooccurrences(text, {});
    const controller = new AbortController();
    let aborted = 0;
    const { signal } = controller;
    const onProgress: RunOptions['onProgress'] = ({ phase, epochs }) => {
      expect([phase, epochs]).toEqual(['train', 3000]);
      if (aborted > 0) return;
      setTimeout(() => {
        aborted = performance.now();
        controller.abort();
      });
    };
    const error = await rejection(
      trainCooccurrences(counted, settings, { workers, signal, onProgress }),
    );
    expect(error.name).toBe('AbortError');
    expect(performance.now() - aborted).toBeLessThan(1000);
    await counted.dispose();
    expect(await temporary()).toEqual([]);
  });

  test('says so when its co-occurrences are gone', async () => {
    const counted = await cooccurrences(text, {});
    await counted.dispose();
    const error = await rejection(trainCooccurrences(counted, settings, run));
    expect(error.message).toContain('cannot read co-occurrences');
  });

  test('takes co-occurrences of this package only', async () => {
    const made = { nonZeros: 1 } as Cooccurrences;
    expect(await rejection(trainCooccurrences(made, settings, run))).toBeInstanceOf(
      InvalidInputError,
    );
  });
});

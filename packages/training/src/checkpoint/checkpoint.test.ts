import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, renameSync } from 'node:fs';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { SourceError } from '@tovec/core';
import { describe, expect, test } from 'vitest';
import type { Corpus } from '../corpus/corpus.js';
import type { RunState } from '../epochs/run-epochs.js';
import { rejection, temporaryDirectory } from '../testing/helpers.js';
import { topicSentences, topicText } from '../testing/topics.js';
import { type TextTraining, type TrainTextOptions, trainText } from '../train-text.js';
import { readCheckpointFile } from './file.js';

const fileName = 'checkpoint.safetensors';
const text = topicText(4000);
/** Long enough for a few checkpoints, one at every look at the workers. */
const options = { dimensions: 50, minCount: 1, workers: 1, sample: 0, epochs: 30 } as const;
const everySeconds = 0.01;

/** What must be equal, to the last bit. */
function bitsOf({ input, output, report, vocabulary }: TextTraining) {
  const tables = [input, output!].map(({ values }) =>
    Buffer.from(values.slice().buffer).toString('base64'),
  );
  return { tables, loss: report.loss, tokens: report.tokens, words: vocabulary.words };
}

let whole: ReturnType<typeof bitsOf> | undefined;

/** What training gives when nothing interrupts it. */
async function uninterrupted() {
  whole ??= bitsOf(await trainText(text, options));
  return whole;
}

/** Trains until a checkpoint that was not there before has been written, then aborts. */
async function interrupt(corpus: Corpus, directory: string, more: TrainTextOptions = {}) {
  await rm(join(directory, fileName), { force: true });
  const controller = new AbortController();
  const watch = setInterval(() => {
    if (existsSync(join(directory, fileName))) controller.abort();
  }, 2);
  const { signal } = controller;
  const checkpoint = { directory, everySeconds };
  const error = await rejection(trainText(corpus, { ...options, ...more, checkpoint, signal }));
  clearInterval(watch);
  expect(error.name).toBe('AbortError');
}

describe('a training that was interrupted', () => {
  test('goes on from its checkpoint to the same bytes', async () => {
    const directory = await temporaryDirectory();
    await interrupt(text, directory);
    const { header } = await readCheckpointFile<{ state: RunState }>(directory);
    expect(header.state.done).toBeGreaterThan(0);
    expect(header.state.done).toBeLessThan(32_000 * 30);
    const resumed = await trainText(text, { ...options, resume: directory });
    expect(bitsOf(resumed)).toEqual(await uninterrupted());
  });

  test('may be interrupted again and again', async () => {
    const first = await temporaryDirectory();
    const second = await temporaryDirectory();
    await interrupt(text, first);
    await interrupt(text, second, { resume: first });
    const done = await Promise.all([first, second].map(readDone));
    expect(done[1]).toBeGreaterThan(done[0]!);
    // Checkpoints do not change what is learnt, nor does it matter that they go where this one is.
    const checkpoint = { directory: second, everySeconds };
    const resumed = await trainText(text, { ...options, resume: second, checkpoint });
    expect(bitsOf(resumed)).toEqual(await uninterrupted());
    // The last checkpoint is of the end: resuming gives the model again, at once.
    const again = await trainText(text, { ...options, resume: second });
    expect(bitsOf(again)).toEqual(await uninterrupted());
    expect(await readdir(second)).toEqual([fileName]);
  });

  test('goes on in progress and speed from where it was', async () => {
    const directory = await temporaryDirectory();
    await interrupt(text, directory);
    const before = await readDone(directory);
    const events: { phase: string; done: number; rate: number; seconds: number }[] = [];
    const onProgress: TrainTextOptions['onProgress'] = (event) => events.push(event);
    await trainText(text, { ...options, resume: directory, onProgress });
    expect(new Set(events.map(({ phase }) => phase))).toEqual(new Set(['train']));
    expect(events[0]!.done).toBeGreaterThan(before);
    for (const { done, rate, seconds } of events) {
      expect(rate * seconds).toBeCloseTo(done - before, 0);
    }
  });

  test('keeps what it has learnt until then, long before the next checkpoint', async () => {
    const directory = await temporaryDirectory();
    const controller = new AbortController();
    const onProgress: TrainTextOptions['onProgress'] = ({ phase }) => {
      if (phase === 'train') setTimeout(() => controller.abort());
    };
    const checkpoint = { directory, everySeconds: 1e6 };
    const { signal } = controller;
    await rejection(trainText(text, { ...options, checkpoint, signal, onProgress }));
    expect(await readDone(directory)).toBeGreaterThan(0);
    const resumed = await trainText(text, { ...options, resume: directory });
    expect(bitsOf(resumed)).toEqual(await uninterrupted());
  });

  test('goes on with as many workers as it had', async () => {
    const directory = await temporaryDirectory();
    await interrupt(text, directory, { workers: 3 });
    const { report } = await trainText(text, { ...options, workers: 1, resume: directory });
    expect(report).toMatchObject({ workers: 3, tokens: 32_000 });
    for (const loss of report.loss) expect(loss).toBeGreaterThan(1);
  });

  test('does so with tokens and CBOW too', async () => {
    const directory = await temporaryDirectory();
    const sentences = topicSentences(4000).map((words) => words.map((word) => `${word} `));
    const cbow = { ...options, architecture: 'cbow' } as const;
    await interrupt(sentences, directory, cbow);
    const resumed = await trainText(sentences, { ...cbow, resume: directory });
    expect(bitsOf(resumed)).toEqual(bitsOf(await trainText(sentences, cbow)));
  });

  async function readDone(directory: string): Promise<number> {
    return (await readCheckpointFile<{ state: RunState }>(directory)).header.state.done;
  }
});

describe('a process that was killed', () => {
  async function fileAppears(path: string, child: ChildProcess): Promise<void> {
    while (!existsSync(path)) {
      expect(child.exitCode).toBeNull();
      await sleep(5);
    }
  }

  test('loses nothing but the time since its last checkpoint', async () => {
    const directory = await temporaryDirectory();
    const path = join(directory, 'corpus.txt');
    // As a text is spooled, so that it is the same corpus.
    await writeFile(path, `${text}\n`);
    const script = `
      import { trainText } from ${JSON.stringify(import.meta.resolve('../../dist/index.js'))};
      const checkpoint = { directory: ${JSON.stringify(directory)}, everySeconds: ${everySeconds} };
      const options = { ...${JSON.stringify(options)}, checkpoint };
      await trainText({ path: ${JSON.stringify(path)} }, options);
    `;
    const args = ['--input-type=module', '--eval', script];
    const child = spawn(process.execPath, args, { stdio: 'inherit' });
    await fileAppears(join(directory, fileName), child);
    const exit = once(child, 'exit');
    await sleep(30);
    child.kill('SIGKILL');
    expect(await exit).toEqual([null, 'SIGKILL']);

    const { header } = await readCheckpointFile<{ state: RunState }>(directory);
    expect(header.state.done).toBeLessThan(32_000 * 30);
    const resumed = await trainText({ path }, { ...options, resume: directory });
    expect(bitsOf(resumed)).toEqual(await uninterrupted());
  });
});

describe('a checkpoint that cannot be written', () => {
  test('is known before training where the directory cannot be one', async () => {
    const directory = join(await temporaryDirectory(), 'file');
    await writeFile(directory, '');
    const checkpoint = { directory };
    const error = await rejection(trainText({ path: '/nowhere' }, { ...options, checkpoint }));
    expect(error).toBeInstanceOf(SourceError);
    expect(error.message).toContain(`checkpoints cannot go to ${directory}`);
  });

  test('ends training and leaves the one before whole', async () => {
    const directory = join(await temporaryDirectory(), 'checkpoints');
    const moved = `${directory}-moved`;
    const training = trainText(text, {
      ...{ ...options, checkpoint: { directory, everySeconds } },
      onProgress: () => {
        if (existsSync(join(directory, fileName))) renameSync(directory, moved);
      },
    });
    expect(await rejection(training)).toBeInstanceOf(SourceError);
    const resumed = await trainText(text, { ...options, resume: moved });
    expect(bitsOf(resumed)).toEqual(await uninterrupted());
  });

  test('does not outlive an abort, and leaves no file half written', async () => {
    const directory = await temporaryDirectory();
    await interrupt(text, directory);
    const size = (await readFile(join(directory, fileName))).length;
    await sleep(50);
    expect(await readdir(directory)).toEqual([fileName]);
    expect((await readFile(join(directory, fileName))).length).toBe(size);
  });
});

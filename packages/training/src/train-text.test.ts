import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { InvalidInputError, type ProgressEvent } from '@tovec/core';
import { describe, expect, test } from 'vitest';
import type { Corpus } from './corpus/corpus.js';
import { rejection, temporaryDirectory, watchTemporaryFiles } from './testing/helpers.js';
import { topicSentences, topicText } from './testing/topics.js';
import { type TextTraining, type TrainTextOptions, trainText } from './train-text.js';

const small = { dimensions: 8, minCount: 1, workers: 1, sample: 0, epochs: 2 } as const;
const text = topicText(400);

/** Both tables, bit by bit. */
function bitsOf({ input, output }: TextTraining): string {
  return [input, output!]
    .map(({ values }) => Buffer.from(values.slice().buffer).toString('base64'))
    .join(' ');
}

async function bits(corpus: Corpus, options: TrainTextOptions = {}): Promise<string> {
  return bitsOf(await trainText(corpus, { ...small, ...options }));
}

describe('training with one worker', () => {
  test('gives the same bytes for the same seed, and others for another', async () => {
    for (const architecture of ['skip-gram', 'cbow'] as const) {
      const first = await bits(text, { architecture, sample: 1e-2 });
      expect(await bits(text, { architecture, sample: 1e-2 })).toBe(first);
      expect(await bits(text, { architecture, sample: 1e-2, seed: 2 })).not.toBe(first);
    }
  });

  test('gives the same bytes whatever the form of the corpus', async () => {
    const directory = await temporaryDirectory();
    const [plain, packed] = [join(directory, 'text'), join(directory, 'text.gz')];
    await writeFile(plain, `${text}\n`);
    await writeFile(packed, gzipSync(`${text}\n`));
    const first = await bits(text);
    expect(await bits({ path: plain })).toBe(first);
    expect(await bits({ path: packed })).toBe(first);
    expect(await bits(text.split('\n'))).toBe(first);
    // Small enough to be one segment in either form, so it is cut at the same words.
    const sentences = topicSentences(100);
    expect(await bits(sentences)).toBe(await bits(topicText(100)));
  });

  test('ends sentences where lines end, and nowhere else', async () => {
    const lines = await bits('a b\nc d\n'.repeat(50));
    expect(await bits('a\tb\r\n\n\nc   d\n'.repeat(50))).toBe(lines);
    expect(await bits('a b c d\n'.repeat(50))).not.toBe(lines);
  });

  test('reads words that lowercase and tokenPattern make as if they stood there', async () => {
    const options = { lowercase: true, tokenPattern: /\w+/ };
    expect(await bits('Red-GREEN, blue!\n(Green) -- red\n'.repeat(40), options)).toBe(
      await bits('red green blue\ngreen red\n'.repeat(40)),
    );
  });

  test('passes over words outside the vocabulary as word2vec.c does', async () => {
    const keep = (word: string) => word !== 'x';
    expect(await bits('a x b x c\nx\nx d\n'.repeat(40), { keep })).toBe(
      await bits('a b c\nd\n'.repeat(40)),
    );
  });
});

describe('the report', () => {
  test('says what was read, how long it took and how good it got', async () => {
    const { report, settings } = await trainText(`${text} once`, { ...small, minCount: 2 });
    expect(report).toMatchObject({ tokens: 3201, vocabulary: 24, prunedWords: 0, workers: 1 });
    const { read, count, train, total } = report.seconds;
    for (const seconds of [read, count, train]) expect(seconds).toBeGreaterThan(0);
    expect(total).toBeGreaterThanOrEqual(read + count + train);
    expect(report.tokensPerSecond).toBeGreaterThan((3200 * 2) / total);
    expect(report.peakMemoryBytes).toBeGreaterThan(1e6);
    expect(['simd', 'relaxed-simd']).toContain(report.instructions);
    expect(settings).toMatchObject({ architecture: 'skip-gram', window: 5, negative: 5, seed: 1 });
  });

  test("has word2vec.c's defaults for what was not said", async () => {
    const { settings } = await trainText('a b c d e '.repeat(10), { workers: 1 });
    expect(settings).toEqual({
      ...{ architecture: 'skip-gram', dimensions: 100, window: 5, negative: 5, sample: 1e-3 },
      noiseReuse: 4,
      hierarchicalSoftmax: false,
      ...{ epochs: 5, learningRate: 0.025, minLearningRate: 0.025 * 1e-4, dynamicWindow: true },
      ...{ contextMean: true, noiseExponent: 0.75, maxSentenceLength: 1000, seed: 1 },
    });
    const cbow = await trainText('a b c '.repeat(10), { workers: 1, architecture: 'cbow' });
    expect(cbow.settings.learningRate).toBe(0.05);
  });
});

describe('progress', () => {
  test('counts, then trains to the last token, and never falls', async () => {
    const events: ProgressEvent[] = [];
    const corpus = topicText(20_000);
    await trainText(corpus, {
      ...small,
      dimensions: 60,
      onProgress: (event) => events.push(event),
    });
    const phases = events.map(({ phase }) => phase);
    expect([...new Set(phases)]).toEqual(['count', 'train']);
    expect(phases).toEqual(phases.toSorted());
    for (const phase of ['count', 'train']) {
      const own = events.filter((event) => event.phase === phase);
      const done = own.map((event) => event.done);
      expect(done).toEqual(done.toSorted((a, b) => a - b));
      expect(own.at(-1)).toMatchObject({ done: own[0]!.total, total: own[0]!.total, eta: 0 });
    }
    const trained = events.filter(({ phase }) => phase === 'train');
    expect(trained.length).toBeGreaterThan(1);
    expect(trained.at(-1)).toMatchObject({ total: 320_000, unit: 'tokens', epoch: 2, epochs: 2 });
    for (const { loss } of trained.slice(1)) expect(loss).toBeGreaterThan(0);
  });

  test('that throws ends the work with what it threw', async () => {
    const temporary = await watchTemporaryFiles();
    const mine = new Error('mine');
    for (const phase of ['count', 'train']) {
      const options: TrainTextOptions = {
        ...{ ...small, workers: 2, epochs: 10_000 },
        onProgress: (event) => {
          if (event.phase === phase) throw mine;
        },
      };
      expect(await rejection(trainText(text, options))).toBe(mine);
      expect(await temporary()).toEqual([]);
    }
  });
});

describe('more memory than there is', () => {
  test('is refused with the estimate, before it is asked for', async () => {
    const words = Array.from({ length: 9000 }, (_, at) => `w${at}`).join(' ');
    const before = process.memoryUsage.rss();
    const error = await rejection(trainText(words, { ...small, dimensions: 65_536 }));
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error.message).toMatch(
      /training tables of 9000 \+ 9000 vectors of 65536 numbers needs 4\.7 GB/,
    );
    expect(error.message).toContain('lower dimensions');
    expect(process.memoryUsage.rss() - before).toBeLessThan(300e6);
  });
});

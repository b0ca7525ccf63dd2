import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { createRandom, InvalidInputError, type ProgressEvent } from '@tovec/core';
import { describe, expect, test } from 'vitest';
import type { Corpus } from './corpus/corpus.js';
import { rejection, temporaryDirectory, watchTemporaryFiles } from './testing/helpers.js';
import { topicSentences, topicText, topicWords } from './testing/topics.js';
import { type TextTraining, type TrainTextOptions, trainText } from './train-text.js';

const small = { dimensions: 8, minCount: 1, workers: 1, sample: 0, epochs: 2 } as const;
const text = topicText(400);

/** Both tables, bit by bit. */
function bitsOf({ input, output }: TextTraining): string {
  return [input, output]
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

describe('what is learnt', () => {
  const words = [...topicWords(0), ...topicWords(1)];

  /** How much nearer words of one topic are to each other than to the other: mean cosines. */
  function margin({ vocabulary, input }: TextTraining): number {
    const rows = words.map((word) => {
      const row = vocabulary.words.indexOf(word);
      return input.values.subarray(row * input.dimensions, (row + 1) * input.dimensions);
    });
    const dot = (a: Float32Array, b: Float32Array) =>
      a.reduce((sum, value, at) => sum + value * b[at]!, 0);
    const cosine = (a: Float32Array, b: Float32Array) =>
      dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
    const sums = { same: 0, other: 0 };
    const pairs = { same: 0, other: 0 };
    rows.forEach((a, i) => {
      rows.slice(0, i).forEach((b, j) => {
        const kind = i < 12 === j < 12 ? 'same' : 'other';
        sums[kind] += cosine(a, b);
        pairs[kind]++;
      });
    });
    return sums.same / pairs.same - sums.other / pairs.other;
  }

  const options = { ...small, dimensions: 10, epochs: 20, learningRate: 0.01 };

  test.each(['skip-gram', 'cbow'] as const)('tells topics apart: %s', async (architecture) => {
    const training = await trainText(topicText(400), { ...options, architecture });
    expect(margin(training)).toBeGreaterThan(0.6);
    const { loss } = training.report;
    expect(loss).toHaveLength(20);
    // Six outputs, each as likely as not, are where it begins.
    expect(loss[0]).toBeLessThan(6 * Math.LN2);
    expect(loss[19]).toBeLessThan(0.8 * loss[0]!);
    for (const value of loss) expect(value).toBeGreaterThan(0);
  });

  test('is as much with several workers', async () => {
    const training = await trainText(topicText(4000), { ...options, epochs: 5, workers: 3 });
    expect(margin(training)).toBeGreaterThan(0.6);
    expect(training.report).toMatchObject({ workers: 3, tokens: 32_000, vocabulary: 24 });
    for (const loss of training.report.loss) expect(loss).toBeGreaterThan(1.8);
  });

  test.each(['skip-gram', 'cbow'] as const)('costs what it must: %s', async (architecture) => {
    // A word of the topic is the wanted one in 1 of 12 cases, and otherwise among the five negatives
    // unless none of them is it; words of the other topic can be told for sure.
    const wanted = 1 / 12;
    const unwanted = (11 / 12) * (1 - (23 / 24) ** 5);
    const share = wanted / (wanted + unwanted);
    const least = -12 * (wanted * Math.log(share) + unwanted * Math.log(1 - share));
    const training = await trainText(topicText(4000), { ...options, architecture, epochs: 5 });
    const last = training.report.loss[4]!;
    expect(last).toBeGreaterThan(least - 0.02);
    expect(last).toBeLessThan(least + 0.02);
  });

  test('is more than was known, and nothing once the learning rate is 0', async () => {
    const untrained = await trainText(text, {
      ...options,
      learningRate: 1e-30,
      minLearningRate: 0,
    });
    expect(Math.abs(margin(untrained))).toBeLessThan(0.1);
    expect(untrained.report.loss[0]).toBeCloseTo(untrained.report.loss[9]!, 1);
  });

  test('needs more than words that stand alone', async () => {
    const { report, input } = await trainText('a\nb\nc\na\n', small);
    expect(report.loss).toEqual([0, 0]);
    expect(input.values.every(Number.isFinite)).toBe(true);
  });
});

describe('tables', () => {
  /** Vectors before any training, as createRandom draws them: word2vec.c's uniform (−½, ½) / n. */
  function initialVectors(rows: number, dimensions: number, seed: number): number[] {
    const random = createRandom(seed, 0);
    const scale = Math.fround(2 ** -24 / dimensions);
    return Array.from({ length: rows * dimensions }, () =>
      Math.fround(((random.uint32() >>> 8) - 0x800000) * scale),
    );
  }

  test.each([1, 2, 3, 4, 5, 7, 10, 30])(
    'of %i dimensions have rows without padding',
    async (dimensions) => {
      // So low a rate does not change any float: rows must come out as they went in.
      const options = { ...small, dimensions, seed: 3, learningRate: 1e-30 };
      const { input, output, vocabulary } = await trainText(text, options);
      expect([input.rows, input.dimensions, output.rows]).toEqual([24, dimensions, 24]);
      expect(vocabulary.words).toHaveLength(24);
      expect([...input.values]).toEqual(initialVectors(24, dimensions, 3));
      for (const value of output.values) expect(Math.abs(value)).toBeLessThan(1e-25);
    },
  );

  test('learn in every dimension, also where a row does not fill its last four numbers', async () => {
    const { input, output } = await trainText(text, { ...small, dimensions: 5 });
    for (const { values } of [input, output]) {
      for (let at = 0; at < 5; at++) {
        const column = values.filter((_, index) => index % 5 === at);
        expect(Math.max(...column.map(Math.abs))).toBeGreaterThan(1e-3);
      }
    }
  });

  test('learn one dimension', async () => {
    const { input, report } = await trainText(text, { ...small, dimensions: 1, epochs: 10 });
    expect(input.values).toHaveLength(24);
    expect(input.values.every((value) => Number.isFinite(value) && value !== 0)).toBe(true);
    expect(report.loss.at(-1)).toBeLessThan(report.loss[0]!);
  });

  test.each([
    ['one word', 'a a a a a a '.repeat(50)],
    ['two words', 'a b a a b b '.repeat(50)],
  ])('of %s stay finite', async (_, corpus) => {
    for (const architecture of ['skip-gram', 'cbow'] as const) {
      const options = { ...small, architecture, epochs: 20 };
      const { input, output, report } = await trainText(corpus, options);
      for (const { values } of [input, output]) expect(values.every(Number.isFinite)).toBe(true);
      for (const loss of report.loss) expect(loss).toBeGreaterThan(0);
    }
  });

  test('stay finite with windows and negatives beyond reason', async () => {
    const { input } = await trainText(text, { ...small, window: 10_000, negative: 100 });
    expect(input.values.every(Number.isFinite)).toBe(true);
  });
});

describe('a learning rate that is too high', () => {
  test.each([2, 10_000])(
    'is named once vectors are no longer finite: %i epochs',
    async (epochs) => {
      const options = { ...small, learningRate: 3, negative: 2, epochs, minLearningRate: 3 };
      const error = await rejection(trainText(text, options));
      expect(error).toBeInstanceOf(InvalidInputError);
      expect(error.message).toContain('diverged: with a learningRate of 3 ');
      expect((error as InvalidInputError).argument).toBe('learningRate');
    },
  );

  test('does not spoil the last checkpoint', async () => {
    const directory = await temporaryDirectory();
    const options = { ...small, learningRate: 3, checkpoint: { directory } };
    expect(await rejection(trainText(text, options))).toBeInstanceOf(InvalidInputError);
    expect(await readdir(directory)).toEqual([]);
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
    expect(error.message).toMatch(/training 9000 × 65536 vectors \(two tables\) needs 4\.7 GB/);
    expect(error.message).toContain('lower dimensions');
    expect(process.memoryUsage.rss() - before).toBeLessThan(300e6);
  });
});

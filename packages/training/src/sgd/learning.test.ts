import { describe, expect, test } from 'vitest';
import { topicText, topicWords } from '../testing/topics.js';
import { type TextTraining, trainText } from '../train-text.js';

const small = { dimensions: 8, minCount: 1, workers: 1, sample: 0, epochs: 2 } as const;
const text = topicText(400);

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

  test.each([
    ['skip-gram', 0],
    ['skip-gram', 5],
    ['cbow', 0],
  ] as const)(
    'tells topics apart by a Huffman tree: %s, negative %i',
    async (architecture, negative) => {
      const tree = { hierarchicalSoftmax: true, negative, architecture, learningRate: 0.025 };
      const training = await trainText(topicText(400), { ...options, ...tree });
      expect(margin(training)).toBeGreaterThan(0.5);
      expect(training.tree!.rows).toBe(24);
      expect(training.output?.rows).toBe(negative > 0 ? 24 : undefined);
      const { loss } = training.report;
      expect(loss[19]).toBeLessThan(0.93 * loss[0]!);
    },
  );

  test('by a Huffman tree costs the entropy of the words, and no more', async () => {
    const tree = { hierarchicalSoftmax: true, negative: 0, epochs: 8 };
    const { report } = await trainText(topicText(4000), { ...options, ...tree });
    // The topic is known from the context; the word is one of its twelve.
    expect(report.loss[7]).toBeGreaterThan(Math.log(12) - 0.02);
    expect(report.loss[7]).toBeLessThan(Math.log(12) + 0.05);
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

import { createRandom } from '@tovec/core';
import { describe, expect, test } from 'vitest';
import {
  add,
  below,
  draw,
  outputsOf,
  type ReferenceRun,
  rateAfter,
  row,
  sentenceEnd,
  trainSum,
} from './sgd.reference.js';
import { largestDifference, newRun, writeIds } from './testing/sgd-run.js';

const words = 40;
const labels = 5;
const firstLabel = words;
const lineEnd = 3;
const firstBucket = words;
const buckets = 30;
const wordNgrams = 3;

const features = Array.from({ length: words + labels + 10 }, (_, id) => {
  const isLabel = id >= words && id < words + labels;
  const own = id < words ? [id] : [];
  return isLabel ? [] : [...own, firstBucket + (id % buckets), firstBucket + ((3 * id) % buckets)];
});

const hashes = Uint32Array.from(features, (_, id) => (id * 2_654_435_761) >>> 0);

/** Lines of up to twelve tokens, among them labels and words that have n-grams alone. */
function someLines(count: number): number[] {
  const random = createRandom(5);
  return Array.from({ length: count }, () => [
    ...Array.from({ length: 1 + random.integer(12) }, () => random.integer(features.length)),
    sentenceEnd,
  ]).flat();
}

/** fastText's rows of a line, and its arithmetic of 64 bits. */
function rowsOf(line: readonly number[]): number[] {
  const signed = line.map((id) => BigInt.asUintN(64, BigInt(hashes[id]! | 0)));
  const ngrams = signed.flatMap((first, at) => {
    let hash = first;
    return signed.slice(at + 1, at + wordNgrams).map((next) => {
      hash = BigInt.asUintN(64, hash * 116_049_371n + next);
      return firstBucket + Number(hash % BigInt(buckets));
    });
  });
  return [...line.flatMap((id) => features[id]!), ...ngrams];
}

function referenceLines(
  run: ReferenceRun,
  ids: readonly number[],
  train: (rows: Float64Array[], labelsOfLine: number[], rate: number) => void,
): void {
  let done = 0;
  for (let at = 0; at < ids.length; at++) {
    const line: number[] = [];
    for (; ids[at] !== sentenceEnd; at++) line.push(ids[at]!);
    done += line.length + 1;
    const isLabel = (id: number) => id >= firstLabel && id < firstLabel + labels;
    const found = line.filter(isLabel).map((id) => id - firstLabel);
    const rest = [...line.filter((id) => !isLabel(id)), lineEnd];
    if (found.length === 0) continue;
    const rows = rowsOf(rest).map((id) => row(run, run.input, id));
    train(rows, found, rateAfter(run, done));
  }
}

function drawnLabel(run: ReferenceRun, found: number[]): number {
  return found.length === 1 ? found[0]! : found[below(draw(run), found.length)]!;
}

function newLinesRun(options: { negative: number; paths?: number[][]; dimensions?: number }) {
  const run = newRun({
    ...{ rows: labels, dimensions: 10, window: 1, noiseReuse: 1, totalTokens: 5000 },
    ...{ features, inputRows: firstBucket + buckets, ...options },
  });
  const [, hashList] = run.placeLists([[...hashes]]);
  run.kernel.placeLabels(firstLabel, labels, lineEnd);
  run.kernel.placeWordNgrams(hashList, wordNgrams, firstBucket, buckets);
  const ids = someLines(200);
  writeIds(run, ids);
  return { run, ids };
}

describe('labelled lines', () => {
  test.each([
    ['negative sampling', { negative: 2 }],
    [
      'a Huffman tree',
      {
        negative: 0,
        paths: [
          [0, 2],
          [1, 2],
          [4, 3],
          [5, 6, 3],
          [5, 7, 3],
        ],
      },
    ],
  ])('learn by %s what the equations ask for', (_, options) => {
    const { run, ids } = newLinesRun(options);
    run.kernel.trainLinesSampled(run.at.ids, ids.length);
    referenceLines(run.reference, ids, (rows, found, rate) => {
      const outputs = outputsOf(run.reference, drawnLabel(run.reference, found));
      trainSum(run.reference, rows, 1 / rows.length, outputs, rate, 1 / rows.length);
    });
    expect(largestDifference(run)).toBeLessThan(3e-6);
    expect(run.tally[0]! / run.reference.loss).toBeCloseTo(1, 5);
  });

  test('learn every label by itself', () => {
    const { run, ids } = newLinesRun({ negative: 0 });
    run.kernel.trainLinesOneVsAll(run.at.ids, ids.length);
    referenceLines(run.reference, ids, (rows, found, rate) => {
      const outputs = Array.from({ length: labels }, (_, label) => ({
        row: row(run.reference, run.reference.output, label),
        label: found.includes(label) ? 1 : 0,
      }));
      trainSum(run.reference, rows, 1 / rows.length, outputs, rate, 1 / rows.length);
    });
    expect(largestDifference(run)).toBeLessThan(3e-6);
    expect(run.tally[0]! / run.reference.loss).toBeCloseTo(1, 5);
  });

  test.each([10, 100])(
    'learn by softmax what the equations ask for, %i dimensions',
    (dimensions) => {
      const { run, ids } = newLinesRun({ negative: 0, dimensions });
      run.kernel.trainLinesSoftmax(run.at.ids, ids.length);
      const { reference } = run;
      referenceLines(reference, ids, (rows, found, rate) => {
        const wanted = drawnLabel(reference, found);
        const hidden = new Float64Array(reference.stride);
        for (const each of rows) add(hidden, each, 1 / rows.length);
        const outputs = Array.from({ length: labels }, (_, label) =>
          row(reference, reference.output, label),
        );
        const powers = outputs.map((output) =>
          Math.exp(output.reduce((sum, value, k) => sum + value * hidden[k]!, 0)),
        );
        const total = powers.reduce((sum, power) => sum + power, 0);
        reference.loss -= Math.log(powers[wanted]! / total);
        const gradient = new Float64Array(reference.stride);
        for (const [label, output] of outputs.entries()) {
          const step = rate * ((label === wanted ? 1 : 0) - powers[label]! / total);
          add(gradient, output, step);
          add(output, hidden, step);
        }
        for (const each of rows) add(each, gradient, 1 / rows.length);
      });
      expect(largestDifference(run)).toBeLessThan(3e-6);
      expect(run.tally[0]! / reference.loss).toBeCloseTo(1, 5);
    },
  );

  test('without a label are passed over, but count as progress', () => {
    const { run } = newLinesRun({ negative: 0 });
    const before = run.input.slice();
    writeIds(run, [1, 2, 3, sentenceEnd, firstLabel, sentenceEnd]);
    run.kernel.trainLinesSoftmax(run.at.ids, 6);
    // The second has a label and, in the end of its line, a word.
    expect(run.progress[0]).toBe(6n);
    expect(run.tally[1]).toBe(1);
    expect(run.input.subarray(0, 3)).toEqual(before.subarray(0, 3));
  });
});

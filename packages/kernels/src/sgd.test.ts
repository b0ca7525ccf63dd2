import { createRandom } from '@tovec/core';
import { describe, expect, test } from 'vitest';
import type { SgdLoop } from './sgd.js';
import {
  type ReferenceRun,
  referenceCbow,
  referenceSkipGram,
  referenceSubwordCbow,
  referenceSubwordSkipGram,
  sentenceEnd,
} from './sgd.reference.js';
import {
  largestDifference,
  newRun,
  type RunOptions,
  someIds,
  writeIds,
} from './testing/sgd-run.js';

/** Trains on some ids, and expects what the reference makes of them. */
function expectReference(
  options: RunOptions,
  loop: SgdLoop,
  reference: (run: ReferenceRun, ids: readonly number[]) => void,
): void {
  const run = newRun(options);
  const ids = someIds(300, 40);
  writeIds(run, ids);
  run.kernel[loop](run.at.ids, ids.length);
  reference(run.reference, ids);
  expect(largestDifference(run)).toBeLessThan(1e-5);
  expect(run.tally[0]! / run.reference.loss).toBeCloseTo(1, 5);
}

/** Ways through a tree of 39 inner nodes: of one step to fourteen. */
const paths = Array.from({ length: 40 }, (_, word) =>
  Array.from(
    { length: 1 + (word % 14) },
    (_, step) => (((word + 7 * step) % 39) << 1) | (step & 1),
  ),
);

/** Each word's own row and up to eight of 30 more; the same row may come twice. */
const features = Array.from({ length: 40 }, (_, word) => [
  word,
  ...Array.from({ length: word % 9 }, (_, at) => 40 + ((word * at + at) % 30)),
]);
const subwords = { features, inputRows: 70 };

describe.each([
  { dimensions: 10, negative: 5 },
  { dimensions: 100, negative: 5 },
  { dimensions: 7, negative: 1 },
  { dimensions: 16, negative: 12 },
  { dimensions: 8, negative: 3, noiseReuse: 1 },
  { dimensions: 12, negative: 0, paths },
  { dimensions: 10, negative: 3, paths },
  // About half of the logits are beyond it.
  { dimensions: 10, negative: 3, paths, pathLimit: 0.005 },
  // Some rows are not to be learnt.
  { dimensions: 10, negative: 7, paths, frozen: { input: 30, output: 20, tree: 10 } },
])('with $dimensions dimensions and $negative negatives', (options) => {
  test('skip-gram makes the updates that the equations ask for', () => {
    expectReference(options, 'trainSkipGram', referenceSkipGram);
  });

  test.each([0, 1] as const)('CBOW does, with contextMean %i', (contextMean) => {
    expectReference({ ...options, contextMean }, 'trainCbow', referenceCbow);
  });

  test('words that are made of several rows do, in both', () => {
    const given = { ...options, ...subwords };
    expectReference(given, 'trainSubwordSkipGram', referenceSubwordSkipGram);
    expectReference(given, 'trainSubwordCbow', referenceSubwordCbow);
  });
});

describe('the training kernel', () => {
  test('draws the numbers that createRandom draws', () => {
    const run = newRun({ rows: 40, dimensions: 4 });
    const random = createRandom(1);
    const expected = Array.from({ length: 160 }, () =>
      Math.fround(((random.uint32() >>> 8) - 0x800000) * Math.fround(2 ** -24 / 4)),
    );
    expect([...run.input]).toEqual(expected);
  });

  test('leaves frozen rows as they are, and teaches the others', () => {
    const run = newRun({ frozen: { input: 40, output: 39, tree: 0 } });
    const [input, output] = [run.input.slice(), run.output.slice()];
    const ids = someIds(300, 40);
    writeIds(run, ids);
    run.kernel.trainSkipGram(run.at.ids, ids.length);
    expect(run.input).toEqual(input);
    expect(run.output.subarray(0, 39 * run.stride)).toEqual(output.subarray(0, 39 * run.stride));
    expect(run.output.subarray(39 * run.stride)).not.toEqual(output.subarray(39 * run.stride));
  });

  test('leaves the padding of rows at zero', () => {
    const run = newRun({ dimensions: 10 });
    const ids = someIds(300, 40);
    writeIds(run, ids);
    run.kernel.trainSkipGram(run.at.ids, ids.length);
    for (let row = 0; row < 40; row++) {
      const padding = run.output.subarray(row * run.stride + 10, (row + 1) * run.stride);
      expect([...padding]).toEqual([0, 0]);
    }
  });

  test('counts tokens and not sentence ends as progress', () => {
    const run = newRun({});
    writeIds(run, [1, 2, 3, sentenceEnd, 4, sentenceEnd, sentenceEnd, 5]);
    run.kernel.trainSkipGram(run.at.ids, 8);
    expect(run.progress[0]).toBe(5n);
  });

  test('keeps sentences apart: one word alone learns nothing', () => {
    const run = newRun({});
    const before = run.input.slice();
    writeIds(run, [1, sentenceEnd, 2, sentenceEnd, 3, sentenceEnd]);
    run.kernel.trainSkipGram(run.at.ids, 6);
    expect(run.input).toEqual(before);
    expect(run.tally[1]).toBe(0);
  });

  test('drops words whose threshold is low, as often as it says', () => {
    const run = newRun({ keep: 0.25 * 2 ** 32, window: 1, totalTokens: 1e6 });
    const ids = Array.from({ length: 9000 }, (_, at) => at % 40);
    writeIds(run, ids);
    run.kernel.trainSkipGram(run.at.ids, ids.length);
    // Window 1: every kept word but the two at the ends predicts two others.
    expect(run.tally[1]! / 2 / ids.length).toBeCloseTo(0.25, 1);
  });

  test('trains on the same bytes when it is called in slices between sentences', () => {
    // Noise is not used again across calls.
    const whole = newRun({ noiseReuse: 1 });
    const sliced = newRun({ noiseReuse: 1 });
    const ids = someIds(17 * 20, 40);
    writeIds(whole, ids);
    writeIds(sliced, ids);
    whole.kernel.trainSkipGram(whole.at.ids, ids.length);
    for (let from = 0; from < ids.length; from += 17) {
      sliced.kernel.trainSkipGram(sliced.at.ids + from * 4, 17);
    }
    expect(sliced.input).toEqual(whole.input);
    expect(sliced.state[0]).toBe(whole.state[0]);
  });
});

import { createRandom, deriveSeed } from '@tovec/core';
import { describe, expect, test } from 'vitest';
import { createMemory } from './memory.js';
import { instantiate } from './modules.js';
import { type SgdKernel, sgdModule } from './sgd.js';
import { type ReferenceRun, referenceCbow, referenceSkipGram } from './sgd.reference.js';

const sentenceEnd = 0xffffffff;

/** A small run: tables, samplers and a worker's record in a memory of their own. */
function newRun(options: {
  rows?: number;
  dimensions?: number;
  negative?: number;
  noiseReuse?: number;
  window?: number;
  keep?: number;
  contextMean?: 0 | 1;
  totalTokens?: number;
}) {
  const { rows = 40, dimensions = 10, negative = 5, noiseReuse = 4, window = 3 } = options;
  const memory = createMemory(1 << 20);
  const kernel = instantiate<SgdKernel>(sgdModule().module, memory);
  const stride = Math.ceil(dimensions / 4) * 4;
  let used = 64;
  const place = (bytes: number) => {
    const at = used;
    used += Math.ceil(bytes / 64) * 64;
    return at;
  };
  const at = {
    input: place(rows * stride * 4),
    output: place(rows * stride * 4),
    alias: place(rows * 8),
    keep: place(rows * 4),
    progress: place(8),
    record: place(24),
    ids: place(40_000),
  };
  const random = createRandom(3);
  const alias = new Uint32Array(memory.buffer, at.alias, rows * 2);
  for (let row = 0; row < rows; row++) {
    alias.set([random.uint32(), random.integer(rows)], row * 2);
  }
  const keep = new Uint32Array(memory.buffer, at.keep, rows).fill(options.keep ?? 0xffffffff);
  kernel.placeTables(at.input, at.output, 0, stride * 4);
  kernel.placeSampling(at.alias, rows, at.keep, at.progress);
  kernel.placeWorker(at.record, used);
  const contextMean = options.contextMean ?? 1;
  const totalTokens = options.totalTokens ?? 1000;
  kernel.setHyperparameters(
    ...([window, negative, noiseReuse, 1, contextMean, 0.05, 0.0001, totalTokens] as const),
  );
  kernel.setCapacities(1000, 2 * window, negative + 1);
  kernel.fillUniform(at.input, rows, dimensions, stride * 4, 1, deriveSeed(1));
  kernel.fillUniform(at.output, rows, dimensions, stride * 4, 1, deriveSeed(2));
  const state = new BigUint64Array(memory.buffer, at.record, 1);
  state[0] = deriveSeed(7);
  const input = new Float32Array(memory.buffer, at.input, rows * stride);
  const output = new Float32Array(memory.buffer, at.output, rows * stride);
  const tally = new Float64Array(memory.buffer, at.record + 8, 2);
  const progress = new BigUint64Array(memory.buffer, at.progress, 1);
  const reference: ReferenceRun = {
    ...{ rows, stride, negative, noiseReuse, window, contextMean, totalTokens, startRate: 0.05 },
    ...{ endRate: 0.0001, alias, keep, state: state[0]! },
    ...{ input: Float64Array.from(input), output: Float64Array.from(output), loss: 0 },
  };
  return { kernel, memory, at, input, output, tally, progress, state, stride, reference };
}

function writeIds(run: ReturnType<typeof newRun>, ids: readonly number[]): void {
  new Uint32Array(run.memory.buffer, run.at.ids, ids.length).set(ids);
}

function someIds(count: number, rows: number): number[] {
  const random = createRandom(11);
  return Array.from({ length: count }, (_, at) =>
    at % 17 === 16 ? sentenceEnd : random.integer(rows),
  );
}

function largestDifference(a: Float32Array, b: Float64Array): number {
  return a.reduce((most, value, at) => Math.max(most, Math.abs(value - b[at]!)), 0);
}

describe.each([
  { dimensions: 10, negative: 5 },
  { dimensions: 100, negative: 5 },
  { dimensions: 7, negative: 1 },
  { dimensions: 16, negative: 12 },
  { dimensions: 8, negative: 3, noiseReuse: 1 },
])('with $dimensions dimensions and $negative negatives', ({ dimensions, ...noise }) => {
  test('skip-gram makes the updates that the equations ask for', () => {
    const run = newRun({ dimensions, ...noise });
    const ids = someIds(300, 40);
    writeIds(run, ids);
    run.kernel.trainSkipGram(run.at.ids, ids.length);
    referenceSkipGram(run.reference, ids);
    expect(largestDifference(run.input, run.reference.input)).toBeLessThan(2e-6);
    expect(largestDifference(run.output, run.reference.output)).toBeLessThan(2e-6);
    expect(run.tally[0]! / run.reference.loss).toBeCloseTo(1, 5);
  });

  test.each([0, 1] as const)('CBOW does, with contextMean %i', (contextMean) => {
    const run = newRun({ dimensions, ...noise, contextMean });
    const ids = someIds(300, 40);
    writeIds(run, ids);
    run.kernel.trainCbow(run.at.ids, ids.length);
    referenceCbow(run.reference, ids);
    expect(largestDifference(run.input, run.reference.input)).toBeLessThan(2e-6);
    expect(largestDifference(run.output, run.reference.output)).toBeLessThan(2e-6);
    expect(run.tally[0]! / run.reference.loss).toBeCloseTo(1, 5);
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

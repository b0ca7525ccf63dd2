import { createRandom, deriveSeed } from '@tovec/core';
import { describe, expect, test } from 'vitest';
import { type GloveKernel, gloveModule, gloveRow } from './glove.js';
import { createMemory } from './memory.js';
import { instantiate } from './modules.js';

interface Options {
  readonly rows?: number;
  readonly dimensions?: number;
  readonly learningRate?: number;
  readonly clip?: number;
  readonly alpha?: number;
  readonly xMax?: number;
  /** Co-occurrences to train on; large steps soon tell single from double precision. */
  readonly count?: number;
}

/** Two tables that have been initialised, and room for some co-occurrences. */
function newRun(options: Options = {}) {
  const { rows = 30, dimensions = 10, learningRate = 0.05 } = options;
  const { clip = 100, alpha = 0.75, xMax = 10 } = options;
  const memory = createMemory(1 << 20);
  const kernel = instantiate<GloveKernel>(gloveModule().module, memory);
  const row = gloveRow(dimensions);
  let used = 64;
  const place = (bytes: number) => {
    const at = used;
    used += Math.ceil(bytes / 64) * 64;
    return at;
  };
  const at = {
    words: place(rows * row.bytes),
    contexts: place(rows * row.bytes),
    tally: place(24),
    columns: place(4000),
    values: place(4000),
    logs: place(4000),
    weights: place(4000),
    strips: place(12_000),
  };
  kernel.placeTables(at.words, at.contexts, row.bytes, row.groups);
  kernel.placeTally(at.tally);
  kernel.setHyperparameters(learningRate, clip, alpha, Math.log(xMax));
  kernel.initialise(at.words, rows, dimensions, row.bytes, deriveSeed(1));
  kernel.initialise(at.contexts, rows, dimensions, row.bytes, deriveSeed(2));
  const tally = new Float64Array(memory.buffer, at.tally, 3);
  const floats = (address: number, length: number) =>
    new Float32Array(memory.buffer, address, length);
  const settings = { rows, dimensions, learningRate, clip, alpha, xMax };
  return { kernel, memory, at, row, tally, floats, settings };
}

type Run = ReturnType<typeof newRun>;
type Entry = readonly [row: number, column: number, value: number];

/** Trains on the entries in their order, in strips of one row. */
function train({ kernel, memory, at }: Run, entries: readonly Entry[]): void {
  new Uint32Array(memory.buffer, at.columns, entries.length).set(
    entries.map(([, column]) => column),
  );
  new Float32Array(memory.buffer, at.values, entries.length).set(entries.map(([, , x]) => x));
  kernel.prepare(at.values, entries.length, at.logs, at.weights);
  const strips: number[] = [];
  entries.forEach(([row], index) => {
    if (row === entries[index - 1]?.[0]) strips[strips.length - 1]! += 1;
    else strips.push(row, index, 1);
  });
  new Uint32Array(memory.buffer, at.strips, strips.length).set(strips);
  kernel.trainStrips(at.strips, strips.length / 3, at.columns, at.logs, at.weights);
}

/** A row's weights with its bias behind them, and the sums of squared gradients they stand for. */
function parameters({ floats, row, settings }: Run, table: number) {
  return Array.from({ length: settings.rows }, (_, index) => {
    const values = floats(table + index * row.bytes, row.bytes / 4);
    const places = Array.from({ length: settings.dimensions }, (_, d) => [
      row.weight(d),
      row.rate(d),
    ]);
    places.push([row.bias, row.biasRate]);
    return {
      weights: places.map(([weight]) => values[weight!]!),
      squares: places.map(([, rate]) => 1 / values[rate!]! ** 2),
    };
  });
}

type Parameters = ReturnType<typeof parameters>;

/**
 * The same steps in double precision, as glove.c spells them, but for contexts that a word meets two at a
 * time; returns the summed cost.
 */
function reference(words: Parameters, contexts: Parameters, entries: readonly Entry[], run: Run) {
  const { dimensions, learningRate, clip, alpha, xMax } = run.settings;
  const vector = ({ weights }: Parameters[number]) => weights.slice(0, dimensions);
  const product = (a: number[], b: number[]) => a.reduce((sum, x, d) => sum + x * b[d]!, 0);
  const clipped = (gradient: number) => Math.min(Math.max(gradient, -clip), clip) * learningRate;
  let cost = 0;

  const errorOf = ([row, column, x]: Entry) => {
    const [w, c] = [words[row]!, contexts[column]!];
    const biases = w.weights[dimensions]! + c.weights[dimensions]!;
    const diff = product(vector(w), vector(c)) + biases - Math.log(x);
    return { w, c, diff, fdiff: x > xMax ? diff : (x / xMax) ** alpha * diff };
  };
  /** Steps weights against all gradients, each as it was before, then adds up their squares. */
  const step = ({ weights, squares }: Parameters[number], d: number, gradients: number[]) => {
    const root = Math.sqrt(squares[d]!);
    for (const gradient of gradients) {
      weights[d]! -= gradient / root;
      squares[d]! += gradient * gradient;
    }
  };
  const train = (together: readonly Entry[]) => {
    const errors = together.map(errorOf);
    const { w } = errors[0]!;
    const before = { word: vector(w), contexts: errors.map(({ c }) => vector(c)) };
    for (let d = 0; d < dimensions; d++) {
      step(
        w,
        d,
        errors.map(({ fdiff }, at) => clipped(fdiff * before.contexts[at]![d]!)),
      );
      errors.forEach(({ c, fdiff }) => {
        step(c, d, [clipped(fdiff * before.word[d]!)]);
      });
    }
    for (const { c, diff, fdiff } of errors) {
      cost += 0.5 * fdiff * diff;
      step(c, dimensions, [fdiff]);
      step(w, dimensions, [fdiff]);
    }
  };
  const areSmall = (two: readonly Entry[]) => {
    const [a, b] = two.map(errorOf) as [ReturnType<typeof errorOf>, ReturnType<typeof errorOf>];
    const square = (each: Parameters[number]) => product(vector(each), vector(each));
    const norm = Math.max(square(a.w), square(a.c) + square(b.c));
    const largest = 2 * Math.max(Math.abs(a.fdiff), Math.abs(b.fdiff)) ** 2 * norm;
    return largest * learningRate ** 2 < 0.01 && largest < clip * clip;
  };

  for (let at = 0; at < entries.length; ) {
    const [row] = entries[at]!;
    let end = at;
    while (entries[end]?.[0] === row) end++;
    while (at < end) {
      const two = entries.slice(at, Math.min(at + 2, end));
      if (two.length === 2 && areSmall(two)) train(two);
      else for (const one of two) train([one]);
      at += two.length;
    }
  }
  return cost;
}

function someEntries(count: number, rows: number): Entry[] {
  const random = createRandom(4);
  const cells = random.shuffle(Array.from({ length: rows * rows }, (_, cell) => cell));
  return cells
    .slice(0, count)
    .map((cell) => [
      Math.floor(cell / rows),
      cell % rows,
      Math.fround(Math.exp(8 * random.float() - 2)),
    ]);
}

function largestDifference(found: Parameters, expected: Parameters, key: 'weights' | 'squares') {
  const differences = found.flatMap((row, index) =>
    row[key].map(
      (value, d) =>
        Math.abs(value / expected[index]![key][d]! - 1) *
        Math.min(1, Math.abs(expected[index]![key][d]!)),
    ),
  );
  return differences.reduce((a, b) => Math.max(a, b), 0);
}

describe('training', () => {
  test.each<Options>([
    {},
    { dimensions: 1 },
    { dimensions: 99 },
    { dimensions: 100, xMax: 100 },
    { alpha: 0, learningRate: 0.2 },
    // Steps so large that no series would do, and gradients that are clipped.
    { learningRate: 2, clip: 0.5, count: 60 },
    { clip: 0.01 },
  ])('takes the steps of glove.c: %j', (options) => {
    const run = newRun(options);
    const { at, tally, settings } = run;
    const [words, contexts] = [parameters(run, at.words), parameters(run, at.contexts)];
    const { count = 600 } = options;
    const entries = someEntries(count, settings.rows);
    // Strips of several entries, in which no context is there twice, and some of one.
    entries.sort(([a, c], [b, d]) => (a % 3) - (b % 3) || (a % 3 === 0 ? 0 : a - b) || c - d);
    train(run, entries);
    const cost = reference(words, contexts, entries, run);
    expect(Math.abs(tally[0]! / cost - 1)).toBeLessThan(1e-4);
    expect([tally[1], tally[2]]).toEqual([count, 0]);
    for (const [table, expected] of [
      [at.words, words],
      [at.contexts, contexts],
    ] as const) {
      expect(largestDifference(parameters(run, table), expected, 'weights')).toBeLessThan(1e-4);
      expect(largestDifference(parameters(run, table), expected, 'squares')).toBeLessThan(1e-4);
    }
  });

  test('weighs co-occurrences by their power up to xMax, and takes their logarithms', () => {
    const { kernel, at, floats } = newRun({ xMax: 100, alpha: 0.6 });
    const values = [1e-30, 1e-3, 0.1, 1, 2.5, 99, 100, 101, 1e6, 3e38];
    floats(at.values, values.length).set(values);
    kernel.prepare(at.values, values.length, at.logs, at.weights);
    const logs = floats(at.logs, values.length);
    const weights = floats(at.weights, values.length);
    values.forEach((value, index) => {
      expect(Math.abs(logs[index]! - Math.log(value))).toBeLessThan(1e-5);
      const expected = Math.min(1, (value / 100) ** 0.6);
      expect(Math.abs(weights[index]! / expected - 1)).toBeLessThan(3e-6);
    });
  });

  test('passes over what is not finite and says so', () => {
    const run = newRun();
    run.floats(run.at.words, 1)[0] = Number.NaN;
    run.floats(run.at.contexts + run.row.bytes, 1)[0] = 3e38;
    run.floats(run.at.words + run.row.bytes, 1)[0] = 3e38;
    const before = run.floats(run.at.words + 2 * run.row.bytes, 8).slice();
    train(run, [
      [0, 2, 1],
      [1, 1, 1],
    ]);
    expect([...run.tally]).toEqual([0, 0, 2]);
    expect(run.floats(run.at.words + 2 * run.row.bytes, 8)).toEqual(before);
  });

  test('begins with uniform weights and biases, and leaves what pads a row alone', () => {
    const run = newRun({ dimensions: 5, rows: 20 });
    train(run, someEntries(200, 20));
    const fresh = newRun({ dimensions: 5, rows: 20 });
    const all = parameters(fresh, fresh.at.words).flatMap(({ weights }) => weights);
    expect(Math.max(...all.map(Math.abs))).toBeLessThanOrEqual(0.1);
    expect(Math.max(...all) - Math.min(...all)).toBeGreaterThan(0.18);
    for (const { floats, at, row } of [run, fresh]) {
      const values = floats(at.words, row.bytes / 4);
      for (const d of [5, 6, 7])
        expect([values[row.weight(d)], values[row.rate(d)]]).toEqual([0, 1]);
    }
  });
});

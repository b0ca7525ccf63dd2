import { createRandom } from '@tovec/core';
import { describe, expect, test } from 'vitest';
import {
  type CooccurrenceKernel,
  cooccurrenceModule,
  cooccurrenceRowBytes,
} from './cooccurrence.js';
import { createMemory } from './memory.js';
import { instantiate } from './modules.js';

const sentenceEnd = 0xffffffff;

/** A kernel with a stream of ids between two sentence ends, and room for a row. */
function newRun(ids: readonly number[], words: number) {
  const memory = createMemory(1 << 22);
  const kernel = instantiate<CooccurrenceKernel>(cooccurrenceModule(), memory);
  let used = 64;
  const place = (bytes: number) => {
    const at = used;
    used += Math.ceil(bytes / 64) * 64;
    return at;
  };
  const at = {
    ids: place((ids.length + 2) * 4),
    nexts: place(words * 4),
    places: place(ids.length * 4),
    row: place(cooccurrenceRowBytes(words)),
    weights: place(800),
    columns: place(words * 4),
    values: place(words * 4),
  };
  new Uint32Array(memory.buffer, at.ids, ids.length + 2).set([sentenceEnd, ...ids, sentenceEnd]);
  kernel.placeRow(at.row, words);
  const emit = (): [column: number, value: number][] => {
    const count = kernel.emitRow(at.columns, at.values);
    const values = new Float32Array(memory.buffer, at.values, count);
    const columns = new Uint32Array(memory.buffer, at.columns, count);
    return Array.from(columns, (column, entry) => [column, values[entry]!]);
  };
  return { memory, kernel, at, emit, stream: at.ids + 4 };
}

/** The places of each word, as lists. */
function placesOf(
  { memory, kernel, at, stream }: ReturnType<typeof newRun>,
  ids: readonly number[],
  words: number,
) {
  const nexts = new Uint32Array(memory.buffer, at.nexts, words);
  kernel.countIds(stream, ids.length, at.nexts);
  const counts = nexts.slice();
  let next = 0;
  const starts = counts.map((count) => {
    next += count;
    return next - count;
  });
  nexts.set(starts);
  kernel.scatterPlaces(stream, stream, ids.length, at.nexts, at.places);
  return { counts, starts, places: new Uint32Array(memory.buffer, at.places, next) };
}

function someIds(count: number, words: number): number[] {
  const random = createRandom(5);
  return Array.from({ length: count }, (_, at) =>
    at % 23 === 22 ? sentenceEnd : Math.floor(words * random.float() ** 2),
  );
}

describe('co-occurrences', () => {
  test('know where each word stands', () => {
    const ids = someIds(2000, 50);
    const { counts, starts, places } = placesOf(newRun(ids, 50), ids, 50);
    for (let word = 0; word < 50; word++) {
      const expected = ids.flatMap((id, place) => (id === word ? place : []));
      expect([...places.subarray(starts[word], starts[word]! + counts[word]!)]).toEqual(expected);
    }
  });

  test.each([
    { words: 60, window: 5, symmetric: 1 },
    { words: 60, window: 30, symmetric: 0 },
    // More than a word of summary bits stands for.
    { words: 9000, window: 3, symmetric: 1 },
  ] as const)('are those of all windows around a word: %j', ({ words, window, symmetric }) => {
    const ids = someIds(5000, words);
    const run = newRun(ids, words);
    const { kernel, memory, at, emit, stream } = run;
    const weights = Float64Array.from({ length: window + 1 }, (_, distance) => 1 / (distance + 1));
    new Float64Array(memory.buffer, at.weights, window + 1).set(weights);
    kernel.setWindow(window, symmetric, at.weights);
    const { counts, starts } = placesOf(run, ids, words);
    for (const word of [0, 1, 17, words - 1]) {
      kernel.countPlaces(stream, at.places + starts[word]! * 4, counts[word]!);
      expect(emit()).toEqual(plainRow(ids, word, weights, symmetric === 1));
    }
  });

  test('of several parts are added up, by column', () => {
    const { kernel, memory, at, emit } = newRun([], 5000);
    const add = (columns: number[], values: number[]) => {
      new Uint32Array(memory.buffer, at.places + 8192, columns.length).set(columns);
      new Float32Array(memory.buffer, at.places + 16_384, values.length).set(values);
      kernel.addRow(at.places + 8192, at.places + 16_384, columns.length);
    };
    // Far behind everything else in the memory.
    at.places = 1 << 21;
    add([4999, 63, 64, 0], [1, 2, 3, 4]);
    add([64, 4999, 4096], [0.5, 0.25, 7]);
    expect(emit()).toEqual([
      [0, 4],
      [63, 2],
      [64, 3.5],
      [4096, 7],
      [4999, 1.25],
    ]);
    expect(emit()).toEqual([]);
  });
});

function plainRow(
  ids: readonly number[],
  word: number,
  weights: Float64Array,
  symmetric: boolean,
): [column: number, value: number][] {
  const row = new Map<number, number>();
  ids.forEach((id, place) => {
    if (id !== word) return;
    for (const step of symmetric ? [1, -1] : [1]) {
      for (let distance = 1; distance < weights.length; distance++) {
        const context = ids[place + step * distance];
        if (context === undefined || context === sentenceEnd) break;
        row.set(context, (row.get(context) ?? 0) + weights[distance]!);
      }
    }
  });
  return [...row]
    .toSorted(([a], [b]) => a - b)
    .map(([column, value]) => [column, Math.fround(value)]);
}

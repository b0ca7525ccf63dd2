import { describe, expect, test } from 'vitest';
import {
  cutStrips,
  groupEntries,
  groupsOf,
  orderStrips,
  stripNumbers,
  unitEntries,
  unitOf,
  unitsPerEpoch,
} from './order.js';

/** Rows of these lengths, one after the other. */
function offsetsOf(lengths: readonly number[]): Float64Array {
  const offsets = new Float64Array(lengths.length + 1);
  lengths.forEach((length, row) => {
    offsets[row + 1] = offsets[row]! + length;
  });
  return offsets;
}

describe('the order of co-occurrences', () => {
  test('has each group once in every epoch, and is another one in the next', () => {
    const entries = 3 * unitEntries + groupEntries / 2;
    const inEpoch = (epoch: number) => {
      const groups = groupsOf(entries, 1, epoch);
      return Array.from({ length: unitsPerEpoch(entries) }, (_, unit) => [...unitOf(groups, unit)]);
    };
    const [one, again, next] = [inEpoch(0), inEpoch(0), inEpoch(1)];
    expect(one).toHaveLength(4);
    const all = Array.from(
      { length: Math.ceil(entries / groupEntries) },
      (_, at) => at * groupEntries,
    );
    expect(one.flat().toSorted((a, b) => a - b)).toEqual(all);
    expect(again).toEqual(one);
    expect(next).not.toEqual(one);
    expect(next.flat().toSorted((a, b) => a - b)).toEqual(all);
  });

  test('cuts entries into strips of one row each', () => {
    const offsets = offsetsOf([3, 0, 40, 100]);
    const strips: number[] = [];
    cutStrips(offsets, 2, 80, 10, strips);
    expect(strips).toEqual([
      ...[0, 10, 1],
      ...[2, 11, 32],
      ...[2, 43, 8],
      ...[3, 51, 32],
      ...[3, 83, 5],
    ]);
  });

  test('is random within bands of columns, and keeps every strip', () => {
    const columns = Uint32Array.from({ length: 6400 }, (_, at) => (at * 7919) % 5000);
    const strips: number[] = [];
    for (let at = 0; at < 6400; at += 32) strips.push(at, at, 32);
    const ordered = (unit: number) => {
      const target = new Uint32Array(strips.length);
      orderStrips(strips, columns, target, [1, 0, unit]);
      return target;
    };
    const target = ordered(0);
    const firsts = [...target].filter((_, at) => at % stripNumbers === 1);
    const bands = firsts.map((first) => columns[first]! >>> 10);
    expect(bands).toEqual(bands.toSorted((a, b) => a - b));
    expect(firsts.toSorted((a, b) => a - b)).toEqual(strips.filter((_, at) => at % 3 === 1));
    expect(ordered(0)).toEqual(target);
    expect(ordered(1)).not.toEqual(target);
  });
});

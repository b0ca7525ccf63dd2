import { createRandom } from '@tovec/core';

/**
 * In which order co-occurrences are trained on. They lie by row and column. Each epoch deals groups of
 * entries that follow each other into units, at random; of a unit, strips of one row's entries are
 * trained on in random order. A word's row is so in the first-level cache for a whole strip, and the
 * table is read from the disk in pieces that are large enough.
 */
export const groupEntries = 4096;
const unitGroups = 64;
/** Entries of a unit at most. */
export const unitEntries = groupEntries * unitGroups;
/** Entries of a strip at most. */
const stripEntries = 32;
/** Numbers that describe a strip: row, first entry, entries. */
export const stripNumbers = 3;

const epochStream = 2;
const unitStream = 3;

export function unitsPerEpoch(entries: number): number {
  return Math.ceil(Math.ceil(entries / groupEntries) / unitGroups);
}

/** All groups in the order of an epoch, as the numbers of their first entries. */
export function groupsOf(entries: number, seed: number, epoch: number): Float64Array {
  const groups = Float64Array.from(
    { length: Math.ceil(entries / groupEntries) },
    (_, group) => group * groupEntries,
  );
  return createRandom(seed, epochStream, epoch).shuffle(groups);
}

/** The groups of a unit. */
export function unitOf(groups: Float64Array, unit: number): Float64Array {
  return groups.subarray(unit * unitGroups, (unit + 1) * unitGroups);
}

/** Appends the strips of the entries from `first` to `end`, which stand at `place` of a unit. */
export function cutStrips(
  offsets: Float64Array,
  first: number,
  end: number,
  place: number,
  strips: number[],
): void {
  let row = rowOf(offsets, first);
  for (let entry = first; entry < end; ) {
    while (offsets[row + 1]! <= entry) row++;
    const length = Math.min(stripEntries, end - entry, offsets[row + 1]! - entry);
    strips.push(row, place + entry - first, length);
    entry += length;
  }
}

/** Puts the strips of a unit into random order. */
export function shuffleStrips(
  strips: Uint32Array,
  seed: number,
  epoch: number,
  unit: number,
): void {
  const random = createRandom(seed, unitStream, epoch, unit);
  for (let last = strips.length / stripNumbers - 1; last > 0; last--) {
    const a = last * stripNumbers;
    const b = random.integer(last + 1) * stripNumbers;
    for (let at = 0; at < stripNumbers; at++) {
      const kept = strips[a + at]!;
      strips[a + at] = strips[b + at]!;
      strips[b + at] = kept;
    }
  }
}

/** The row that an entry stands in. */
function rowOf(offsets: Float64Array, entry: number): number {
  let low = 0;
  let high = offsets.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (offsets[middle]! <= entry) low = middle;
    else high = middle;
  }
  return low;
}

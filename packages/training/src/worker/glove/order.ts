import { createRandom } from '@tovec/core';

/**
 * In which order co-occurrences are trained on. They lie by row and column. Each epoch deals groups of
 * entries that follow each other into units, at random; of a unit, strips of one row's entries are
 * trained on in random order, band by band of columns. So a word's row is in the first-level cache for a
 * whole strip, rows of contexts are in the second-level one for a band, and the table is read from the
 * disk in pieces that are large enough.
 */
export const groupEntries = 4096;
const unitGroups = 64;
/** Entries of a unit at most. */
export const unitEntries = groupEntries * unitGroups;
/** Entries of a strip at most. */
const stripEntries = 32;
/** A band is so many columns: two to this power. */
const bandBits = 10;
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

/**
 * Writes the strips of a unit to `target` in the order of training: at random, but those whose columns
 * begin in the same band one after the other.
 */
export function orderStrips(
  strips: readonly number[],
  columns: Uint32Array,
  target: Uint32Array,
  [seed, epoch, unit]: readonly [seed: number, epoch: number, unit: number],
): void {
  const count = strips.length / stripNumbers;
  const order = Uint32Array.from({ length: count }, (_, strip) => strip * stripNumbers);
  createRandom(seed, unitStream, epoch, unit).shuffle(order);
  const bandOf = (strip: number) => columns[strips[strip + 1]!]! >>> bandBits;
  // A counting sort by band, which keeps the random order within each.
  const nexts: number[] = [];
  for (const strip of order) {
    const band = bandOf(strip);
    nexts[band] = (nexts[band] ?? 0) + stripNumbers;
  }
  let next = 0;
  nexts.forEach((numbers, band) => {
    nexts[band] = next;
    next += numbers;
  });
  for (const strip of order) {
    const band = bandOf(strip);
    for (let at = 0; at < stripNumbers; at++) target[nexts[band]! + at] = strips[strip + at]!;
    nexts[band]! += stripNumbers;
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

/** The order of values, equal ones on one level: what ranks are made of, however often each counts. */
export interface RankLevels {
  /** The level of each value, from 0 for the smallest. */
  readonly levels: Uint32Array;
  /** How many different values there are. */
  readonly count: number;
}

/**
 * Sorts once, so that the ranks of any resample need no sorting any more.
 *
 * @param values none of them NaN
 */
export function rankLevels(values: ArrayLike<number>): RankLevels {
  // Sorted numbers, and a search for each, are many times faster than sorting places.
  const distinct = Float64Array.from(values).sort();
  let count = 0;
  for (let at = 0; at < distinct.length; at++) {
    if (at === 0 || distinct[at] !== distinct[count - 1]) distinct[count++] = distinct[at]!;
  }
  const levels = new Uint32Array(values.length);
  for (let at = 0; at < levels.length; at++) {
    const value = values[at]!;
    let [low, high] = [0, count - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (distinct[middle]! < value) low = middle + 1;
      else high = middle;
    }
    levels[at] = low;
  }
  return { levels, count };
}

/**
 * The rank of each value, from 1 for the smallest; equal values get the mean of their ranks.
 *
 * @param weights how often each value is there; default: once
 */
export function ranksOf(
  { levels, count }: RankLevels,
  weights?: ArrayLike<number>,
): Float64Array<ArrayBuffer> {
  const rankOfLevel = new Float64Array(count);
  for (let at = 0; at < levels.length; at++) rankOfLevel[levels[at]!]! += weights?.[at] ?? 1;
  let before = 0;
  for (let level = 0; level < count; level++) {
    const here = rankOfLevel[level]!;
    rankOfLevel[level] = before + (here + 1) / 2;
    before += here;
  }
  const ranks = new Float64Array(levels.length);
  for (let at = 0; at < levels.length; at++) ranks[at] = rankOfLevel[levels[at]!]!;
  return ranks;
}

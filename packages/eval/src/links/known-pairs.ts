import type { PairExamples } from './edge-split.js';
import type { LinkPairs } from './link-scores.js';

/** Pairs that can be asked about: those with an edge first. */
export interface KnownPairs extends LinkPairs {
  /** Where each of them stands among all. */
  readonly places: readonly number[];
  /** How many have a vector for both nodes. */
  readonly covered: number;
  readonly total: number;
}

/**
 * The pairs whose nodes have vectors, or all of them where zeros stand for those that have none.
 *
 * @param rows the row of each node
 * @param missing rows without a vector
 */
export function knownPairs(
  { positives, negatives }: PairExamples,
  rows: ReadonlyMap<string, number>,
  missing: ReadonlySet<number>,
  asZeros: boolean,
): KnownPairs {
  const pairs: [number, number][] = [];
  const labels: number[] = [];
  const places: number[] = [];
  let covered = 0;
  for (const [place, [a, b]] of [...positives, ...negatives].entries()) {
    const [first, second] = [rows.get(a)!, rows.get(b)!];
    const isCovered = !missing.has(first) && !missing.has(second);
    if (isCovered) covered++;
    else if (!asZeros) continue;
    pairs.push([first, second]);
    labels.push(place < positives.length ? 1 : 0);
    places.push(place);
  }
  return { pairs, labels, places, covered, total: positives.length + negatives.length };
}

/** What is said of known pairs, at their places among all; null for the others. */
export function spread(
  { places, total }: KnownPairs,
  scores: readonly number[],
): (number | null)[] {
  const spread = new Array<number | null>(total).fill(null);
  for (const [at, place] of places.entries()) spread[place] = scores[at]!;
  return spread;
}

import { check, createProgress } from '@tovec/core';
import type { KeyedVectors } from '../keyed-vectors.js';
import type { Neighbor } from './nearest.js';
import type { BatchOptions } from './options.js';
import { pause } from './pause.js';

export interface NearDuplicatesOptions extends BatchOptions {
  /** The cosine from which two items count as near-duplicates; default 0.95. */
  readonly minSimilarity?: number | undefined;
}

/** Items that are near-duplicates of each other, directly or by way of another of them. */
export interface DuplicateGroup {
  /** The item that most of the others are near to; of equally many, the first one of the table. */
  readonly item: string;
  /** The others with their cosine to it, most similar first. */
  readonly others: readonly Neighbor[];
}

/** Rows whose scores with all later rows are computed together, as long as these are few enough. */
const mostBlockRows = 64;
const mostScores = 1 << 24;

/** Identical vectors have a cosine of 1 but for the rounding of float32. */
const rounding = 1e-6;

/**
 * Finds the items of a table that are nearly the same: every pair is compared, exactly, and those
 * near each other become groups, the largest first. Zero vectors are near nothing.
 *
 * @throws InvalidInputError when `minSimilarity` is not above 0 and at most 1
 * @example
 * ```ts
 * import { createKeyedVectors, nearDuplicates } from '@tovec/vectors';
 *
 * const matrix = Float32Array.of(1, 0, 0, 1, 2, 0.02);
 * const vectors = createKeyedVectors({ items: ['a.jpg', 'b.jpg', 'a2.jpg'], matrix, dimensions: 2 });
 * for (const { item, others } of await nearDuplicates(vectors)) {
 *   console.log(item, others.map((other) => other.item)); // a.jpg [ 'a2.jpg' ]
 * }
 * ```
 */
export async function nearDuplicates(
  vectors: KeyedVectors,
  options: NearDuplicatesOptions = {},
): Promise<DuplicateGroup[]> {
  check.knownKeys('options', options, ['minSimilarity', 'signal', 'onProgress']);
  const { minSimilarity = 0.95, signal, onProgress } = options;
  check.number('minSimilarity', minSimilarity, { above: 0, max: 1 });
  const { size } = vectors;
  const leaders = Uint32Array.from({ length: size }, (_, row) => row);
  const links = new Uint32Array(size);
  const blockRows = Math.max(1, Math.min(mostBlockRows, Math.floor(mostScores / size)));
  const progress = createProgress({ phase: 'search', unit: 'items', total: size, onProgress });
  for (let first = 0; first < size; first += blockRows) {
    signal?.throwIfAborted();
    const last = Math.min(first + blockRows, size);
    linkBlock(vectors, { first, last }, minSimilarity - rounding, (a, b) => {
      links[a]!++;
      links[b]!++;
      unite(leaders, a, b);
    });
    progress.report(last);
    await pause();
  }
  return groupsOf(leaders, links).map((rows) => describe(vectors, rows, links));
}

/** Calls `link` for every pair of a row of the block and a later row that is near enough. */
function linkBlock(
  { matrix, searcher, dimensions, size }: KeyedVectors,
  { first, last }: { readonly first: number; readonly last: number },
  least: number,
  link: (a: number, b: number) => void,
): void {
  const queries = matrix.values.slice(first * dimensions, last * dimensions);
  const scores = searcher.scores({ queries, metric: 'cosine', rowFrom: first });
  const width = size - first;
  for (let row = first; row < last; row++) {
    const start = (row - first) * width - first;
    for (let other = row + 1; other < size; other++) {
      if (scores[start + other]! >= least) link(row, other);
    }
  }
}

/** Makes the groups of two rows one; `leaders` is a forest in which each row points upwards. */
function unite(leaders: Uint32Array, a: number, b: number): void {
  const [low, high] = [leaderOf(leaders, a), leaderOf(leaders, b)].sort((x, y) => x - y);
  leaders[high!] = low!;
}

function leaderOf(leaders: Uint32Array, row: number): number {
  let at = row;
  while (leaders[at] !== at) {
    leaders[at] = leaders[leaders[at]!]!;
    at = leaders[at]!;
  }
  return at;
}

/** The rows of each group of at least two, the largest group first, then by their first row. */
function groupsOf(leaders: Uint32Array, links: Uint32Array): number[][] {
  const groups = new Map<number, number[]>();
  for (let row = 0; row < leaders.length; row++) {
    if (links[row] === 0) continue;
    const leader = leaderOf(leaders, row);
    const group = groups.get(leader);
    if (group) group.push(row);
    else groups.set(leader, [row]);
  }
  return [...groups.values()].sort((a, b) => b.length - a.length);
}

function describe(vectors: KeyedVectors, rows: number[], links: Uint32Array): DuplicateGroup {
  const centre = rows.reduce((best, row) => (links[row]! > links[best]! ? row : best));
  const item = vectors.itemAt(centre);
  const query = vectors.vectorAt(centre);
  const others = rows
    .filter((row) => row !== centre)
    .map((row) => {
      const [score] = vectors.searcher.scores({
        ...{ queries: query, metric: 'cosine', rowFrom: row, rowTo: row + 1 },
      });
      return { item: vectors.itemAt(row), score: Math.min(1, score!) };
    });
  return { item, others: others.sort((a, b) => b.score - a.score) };
}

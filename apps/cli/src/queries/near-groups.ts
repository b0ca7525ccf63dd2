import {
  type ItemOrVector,
  type KeyedVectors,
  type Neighbor,
  nearDuplicates,
} from '@tovec/vectors';
import type { Context } from '../context.js';
import { count } from '../output/numbers.js';

/** An item and others that are near it: what is printed and drawn as one. */
export interface NearGroup {
  readonly item: string;
  readonly others: readonly Neighbor[];
}

/**
 * Each of the items with its nearest.
 *
 * @param queries the items as the table takes them: those it does not have as vectors
 */
export async function nearestOfEach(
  vectors: KeyedVectors,
  items: readonly string[],
  queries: readonly ItemOrVector[],
  topK: number,
  { signal, onProgress }: Context,
): Promise<NearGroup[]> {
  const found = await vectors.nearestBatch(queries, { topK, signal, onProgress });
  return items.map((item, at) => ({ item, others: found[at]! }));
}

/** Each item of the table with its nearest, but for those that have a vector of zeros. */
export async function nearestOfAll(
  vectors: KeyedVectors,
  topK: number,
  context: Context,
): Promise<NearGroup[]> {
  const rows = Array.from({ length: vectors.size }, (_, row) => row);
  const known = rows.filter((row) => vectors.vectorAt(row).some((x) => x !== 0));
  const left = rows.length - known.length;
  if (left > 0) await context.note(`left out, since their vectors are zeros: ${count(left)} items`);
  const items = known.map((row) => vectors.itemAt(row));
  return nearestOfEach(vectors, items, items, topK, context);
}

/** What is nearly the same, in groups. */
export function duplicatesIn(
  vectors: KeyedVectors,
  minSimilarity: number,
  { signal, onProgress }: Context,
): Promise<NearGroup[]> {
  return nearDuplicates(vectors, { minSimilarity, signal, onProgress });
}

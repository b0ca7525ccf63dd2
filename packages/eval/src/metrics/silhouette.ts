import { check, createRandom, InvalidInputError } from '@tovec/core';
import { squaredDistance } from '../statistics/geometry.js';
import { pacer } from '../statistics/pause.js';
import { type Label, placeLabels } from './classes.js';

export interface SilhouetteOptions {
  /** The most vectors to measure, drawn at random; default: all. Work grows with their square. */
  readonly sample?: number | undefined;
  /** Of what is drawn; default 1. */
  readonly seed?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * The mean silhouette (Rousseeuw 1987): how much nearer vectors are to their own cluster than to the
 * next, from −1 to 1, by Euclidean distance; scikit-learn's `silhouette_score`.
 *
 * @returns null with fewer than two clusters, or with one for each vector
 * @throws InvalidInputError when vectors and labels are not equally many, or none
 * @example
 * ```ts
 * import { silhouette } from '@tovec/eval';
 *
 * console.log((await silhouette([[0], [1], [9], [10]], ['a', 'a', 'b', 'b']))?.toFixed(3)); // 0.889
 * ```
 */
export async function silhouette(
  vectors: readonly ArrayLike<number>[],
  labels: readonly Label[],
  options: SilhouetteOptions = {},
): Promise<number | null> {
  check.knownKeys('SilhouetteOptions', options, ['sample', 'seed', 'signal']);
  const { sample = vectors.length, seed = 1, signal } = options;
  check.integer('sample', sample, { min: 2 });
  if (vectors.length !== labels.length) {
    throw new InvalidInputError(
      `There are ${vectors.length} vectors and ${labels.length} labels; each vector has one.`,
      { argument: 'labels', given: labels.length },
    );
  }
  const rows = Uint32Array.from(vectors, (_, row) => row);
  const kept =
    vectors.length > sample ? createRandom(seed).shuffle(rows).subarray(0, sample) : rows;
  const own = Array.from(kept, (row) => labels[row]!);
  const { labels: clusters, expected } = placeLabels(own, own);
  if (clusters.length < 2 || clusters.length >= kept.length) return null;
  const sizes = new Float64Array(clusters.length);
  for (const cluster of expected) sizes[cluster]!++;
  // Each distance is measured once, and counts for both.
  const sums = Array.from(kept, () => new Float64Array(clusters.length));
  const pauseIfDue = pacer(signal);
  for (const [at, row] of kept.entries()) {
    await pauseIfDue();
    for (let other = 0; other < at; other++) {
      const distance = Math.sqrt(squaredDistance(vectors[row]!, vectors[kept[other]!]!));
      sums[at]![expected[other]!]! += distance;
      sums[other]![expected[at]!]! += distance;
    }
  }
  const values = sums.map((distances, at) => silhouetteOf(distances, sizes, expected[at]!));
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function silhouetteOf(distances: Float64Array, sizes: Float64Array, own: number): number {
  if (sizes[own] === 1) return 0;
  const within = distances[own]! / (sizes[own]! - 1);
  let next = Number.POSITIVE_INFINITY;
  for (const [cluster, sum] of distances.entries()) {
    if (cluster !== own) next = Math.min(next, sum / sizes[cluster]!);
  }
  const most = Math.max(within, next);
  return most > 0 ? (next - within) / most : 0;
}

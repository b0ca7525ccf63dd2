import { check, createRandom } from '@tovec/core';
import { squaredDistance } from '../statistics/geometry.js';
import { pacer } from '../statistics/pause.js';
import { chooseCentres } from './choose-centres.js';
import { lloyd } from './lloyd.js';
import { miniBatchCentres } from './mini-batch.js';
import { pointsOf } from './points.js';

export interface KMeansOptions {
  /** How many clusters. */
  readonly count: number;
  readonly seed: number;
  /** `'lloyd'` (the default) looks at all vectors in every step, `'mini-batch'` at some. */
  readonly algorithm?: 'lloyd' | 'mini-batch' | undefined;
  /** Runs from other centres, of which the best counts; default 10. */
  readonly starts?: number | undefined;
  /** Default 300, as scikit-learn's `max_iter`. */
  readonly iterations?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface KMeansResult {
  /** The cluster of each vector. */
  readonly labels: Uint32Array;
  /** The sum of the squared distances to the centres. */
  readonly inertia: number;
}

/** Steps over all vectors that end a run of mini-batches, which only come near. */
const polishingSteps = 10;

/**
 * k-means: Lloyd's algorithm, or mini-batches (Sculley 2010), from centres chosen by greedy k-means++
 * (Arthur and Vassilvitskii 2007), as scikit-learn runs them; on the SIMD kernels.
 *
 * @throws InvalidInputError for options that cannot be, or more clusters than vectors
 * @example
 * ```ts
 * import { kMeans } from '@tovec/eval';
 *
 * const { labels, inertia } = await kMeans([[0], [1], [9], [10]], { count: 2, seed: 1 });
 * console.log(labels[0] === labels[1], labels[1] === labels[2], inertia); // true false 1
 * ```
 */
export async function kMeans(
  vectors: readonly ArrayLike<number>[],
  options: KMeansOptions,
): Promise<KMeansResult> {
  const { count, seed, algorithm, starts, iterations, signal } = checkOptions(options, vectors);
  const points = pointsOf(vectors);
  const assigner = points.table.centreAssigner(count);
  const pauseIfDue = pacer(signal);
  let best: KMeansResult | undefined;
  for (let start = 0; start < starts; start++) {
    await pauseIfDue();
    const random = createRandom(seed, start);
    const isWhole = algorithm === 'lloyd';
    const centres = isWhole
      ? chooseCentres(points, count, random)
      : await miniBatchCentres(points, count, random, iterations, pauseIfDue);
    const steps = isWhole ? iterations : Math.min(iterations, polishingSteps);
    const labels = await lloyd(points, assigner, centres, steps, pauseIfDue);
    const inertia = inertiaOf(vectors, labels, count);
    if (best === undefined || inertia < best.inertia) best = { labels, inertia };
  }
  return best!;
}

function checkOptions(options: KMeansOptions, vectors: readonly ArrayLike<number>[]) {
  const keys = ['count', 'seed', 'algorithm', 'starts', 'iterations', 'signal'];
  check.knownKeys('KMeansOptions', options, keys);
  const { count, seed, algorithm = 'lloyd', starts = 10, iterations = 300, signal } = options;
  check.integer('count', count, { min: 1, max: vectors.length });
  check.integer('seed', seed);
  check.oneOf('algorithm', algorithm, ['lloyd', 'mini-batch']);
  check.integer('starts', starts, { min: 1 });
  check.integer('iterations', iterations, { min: 1 });
  return { count, seed, algorithm, starts, iterations, signal };
}

/** The squares within clusters, around their means: of the vectors as given, in double precision. */
function inertiaOf(
  vectors: readonly ArrayLike<number>[],
  labels: Uint32Array,
  count: number,
): number {
  const dimensions = vectors[0]!.length;
  const means = Array.from({ length: count }, () => new Float64Array(dimensions));
  const sizes = new Float64Array(count);
  for (const label of labels) sizes[label]!++;
  for (const [row, vector] of vectors.entries()) {
    const [mean, size] = [means[labels[row]!]!, sizes[labels[row]!]!];
    for (let d = 0; d < dimensions; d++) mean[d]! += vector[d]! / size;
  }
  let total = 0;
  for (const [row, vector] of vectors.entries())
    total += squaredDistance(vector, means[labels[row]!]!);
  return total;
}

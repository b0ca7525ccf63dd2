import { createRandom, type Random } from '@tovec/core';
import { squaredDistance } from '../statistics/geometry.js';

export interface KMeansOptions {
  /** How many clusters. */
  readonly count: number;
  readonly seed: number;
  /** Runs from other centres, of which the best counts; default 10, as scikit-learn's `n_init`. */
  readonly starts?: number | undefined;
  /** Default 300, as there. */
  readonly iterations?: number | undefined;
}

export interface KMeansResult {
  /** The cluster of each vector. */
  readonly labels: Uint32Array;
  /** The sum of the squared distances to the centres. */
  readonly inertia: number;
}

/**
 * k-means: Lloyd's algorithm from centres chosen by greedy k-means++ (Arthur and Vassilvitskii
 * 2007), as scikit-learn runs it.
 */
export function kMeans(
  vectors: readonly ArrayLike<number>[],
  { count, seed, starts = 10, iterations = 300 }: KMeansOptions,
): KMeansResult {
  let best: KMeansResult | undefined;
  for (let start = 0; start < starts; start++) {
    const centres = chooseCentres(vectors, count, createRandom(seed, start));
    const found = lloyd(vectors, centres, iterations);
    if (best === undefined || found.inertia < best.inertia) best = found;
  }
  return best!;
}

/** Centres far from each other: of some drawn by squared distance, the one that helps most. */
function chooseCentres(
  vectors: readonly ArrayLike<number>[],
  count: number,
  random: Random,
): Float64Array[] {
  const chosen = [random.integer(vectors.length)];
  let nearest = vectors.map((vector) => squaredDistance(vector, vectors[chosen[0]!]!));
  const trials = 2 + Math.floor(Math.log(count));
  while (chosen.length < count) {
    let best: { candidate: number; distances: number[]; sum: number } | undefined;
    for (let trial = 0; trial < trials; trial++) {
      const candidate = drawByWeight(nearest, random);
      const distances = nearest.map((distance, at) =>
        Math.min(distance, squaredDistance(vectors[at]!, vectors[candidate]!)),
      );
      const sum = sumOf(distances);
      if (best === undefined || sum < best.sum) best = { candidate, distances, sum };
    }
    chosen.push(best!.candidate);
    nearest = best!.distances;
  }
  return chosen.map((at) => Float64Array.from(vectors[at]!));
}

function drawByWeight(weights: readonly number[], random: Random): number {
  const total = sumOf(weights);
  if (total === 0) return random.integer(weights.length);
  let left = random.float() * total;
  for (const [at, weight] of weights.entries()) {
    left -= weight;
    if (left < 0) return at;
  }
  return weights.length - 1;
}

/** Moves each centre to the mean of the vectors nearest to it until none changes its cluster. */
function lloyd(
  vectors: readonly ArrayLike<number>[],
  centres: Float64Array[],
  iterations: number,
): KMeansResult {
  const labels = new Uint32Array(vectors.length);
  const distances = new Float64Array(vectors.length);
  for (let iteration = 0; iteration < iterations; iteration++) {
    const moved = assign(vectors, centres, labels, distances);
    if (moved === 0 && iteration > 0) break;
    recentre(vectors, centres, labels, distances);
  }
  return { labels, inertia: sumOf(distances) };
}

/** Gives each vector the label of its nearest centre; how many changed theirs. */
function assign(
  vectors: readonly ArrayLike<number>[],
  centres: readonly Float64Array[],
  labels: Uint32Array,
  distances: Float64Array,
): number {
  let moved = 0;
  for (const [at, vector] of vectors.entries()) {
    let nearest = 0;
    let least = Number.POSITIVE_INFINITY;
    for (const [label, centre] of centres.entries()) {
      const distance = squaredDistance(vector, centre);
      if (distance < least) [nearest, least] = [label, distance];
    }
    if (labels[at] !== nearest) moved++;
    labels[at] = nearest;
    distances[at] = least;
  }
  return moved;
}

function recentre(
  vectors: readonly ArrayLike<number>[],
  centres: Float64Array[],
  labels: Uint32Array,
  distances: Float64Array,
): void {
  const sizes = new Float64Array(centres.length);
  for (const label of labels) sizes[label]!++;
  for (const [label, size] of sizes.entries()) {
    if (size > 0) continue;
    // A centre that has lost all its vectors gets the one farthest from its own.
    const farthest = distances.indexOf(distances.reduce((most, value) => Math.max(most, value), 0));
    sizes[labels[farthest]!]!--;
    sizes[label] = 1;
    labels[farthest] = label;
    distances[farthest] = 0;
  }
  for (const centre of centres) centre.fill(0);
  for (const [at, label] of labels.entries()) {
    const centre = centres[label]!;
    for (let d = 0; d < centre.length; d++) centre[d]! += vectors[at]![d]! / sizes[label]!;
  }
}

function sumOf(values: Iterable<number>): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}

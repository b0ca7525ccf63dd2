import { createProgress, createRandom, type OnProgress } from '@tovec/core';
import { createKeyedVectors, type KeyedVectors } from '@tovec/vectors';
import { UMAP } from 'umap-js';

export interface ProjectOptions {
  readonly seed?: number;
  readonly signal?: AbortSignal | undefined;
  /** Phase `'map'`, in rounds. */
  readonly onProgress?: OnProgress | undefined;
}

/** A place on the map; both coordinates run from 0 to 1. */
export type Point = readonly [x: number, y: number];

const rounds = 500;

/**
 * Lays the items of a table out in the plane so that neighbours stay neighbours (UMAP; McInnes et al.
 * 2018), as far as two dimensions allow. The same table and seed give the same map.
 *
 * Distances are cosine distances after taking away the mean vector, which all words have in common
 * and which says nothing about any of them (Mu and Viswanath 2018, "All-but-the-top").
 */
export async function project(
  vectors: KeyedVectors,
  { seed = 1, signal, onProgress }: ProjectOptions = {},
): Promise<Point[]> {
  const centred = centre(vectors);
  // UMAP wants more points than it is to look at around each.
  const neighbours = Math.min(10, vectors.size - 2);
  const random = createRandom(seed);
  const umap = new UMAP({
    nComponents: 2,
    nEpochs: rounds,
    // Counts the point itself as one of them.
    nNeighbors: neighbours + 1,
    minDist: 0.3,
    negativeSampleRate: 10,
    random: () => random.float(),
    distanceFn: cosineDistance,
  });
  const { indices, distances } = await exactNeighbours(centred, neighbours);
  umap.setPrecomputedKNN(indices, distances);
  const progress = createProgress({ phase: 'map', unit: 'rounds', total: rounds, onProgress });
  const rows = Array.from(centred, ([, vector]) => Array.from(vector));
  const points = await umap.fitAsync(rows, (round) => {
    progress.report(round);
    return signal?.aborted !== true;
  });
  signal?.throwIfAborted();
  return fill(points.map(([x = 0, y = 0]) => [x, y]));
}

/** The vectors at unit length, without their mean, at unit length again. */
function centre(vectors: KeyedVectors): KeyedVectors {
  const { size, dimensions, matrix, items } = vectors.normalized();
  const mean = new Float64Array(dimensions);
  matrix.values.forEach((value, at) => {
    mean[at % dimensions]! += value / size;
  });
  const values = matrix.values.map((value, at) => value - mean[at % dimensions]!);
  return createKeyedVectors({ items, matrix: values, dimensions }).normalized();
}

/** For each item, itself and its nearest; UMAP's own search would only find most of them. */
async function exactNeighbours(vectors: KeyedVectors, topK: number) {
  const found = await vectors.nearestBatch(vectors.keys(), { topK });
  return {
    indices: found.map((near, row) => [row, ...near.map(({ item }) => vectors.rowOf(item))]),
    distances: found.map((near) => [0, ...near.map(({ score }) => 1 - score)]),
  };
}

/** Of two vectors of unit length. */
function cosineDistance(a: readonly number[], b: readonly number[]): number {
  return 1 - a.reduce((sum, value, at) => sum + value * b[at]!, 0);
}

/** Turns the points so that they spread sideways most, and stretches them over the unit square. */
function fill(points: readonly Point[]): Point[] {
  const [meanX, meanY] = [0, 1].map((axis) => average(points.map((point) => point[axis]!)));
  const moved = points.map(([x, y]) => [x - meanX!, y - meanY!] as const);
  const [xx, xy, yy] = [
    average(moved.map(([x]) => x * x)),
    average(moved.map(([x, y]) => x * y)),
    average(moved.map(([, y]) => y * y)),
  ];
  const angle = Math.atan2(2 * xy, xx - yy) / 2;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const turned = moved.map(([x, y]) => [x * cos + y * sin, y * cos - x * sin] as const);
  const xs = unitScale(turned.map(([x]) => x));
  const ys = unitScale(turned.map(([, y]) => y));
  return turned.map(([x, y]) => [xs(x), ys(y)]);
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function unitScale(values: readonly number[]): (value: number) => number {
  const least = Math.min(...values);
  const range = Math.max(...values) - least || 1;
  return (value) => (value - least) / range;
}

import type { Random } from '@tovec/core';
import { createCentroidAssigner } from '@tovec/kernels';
import { centroidsPerPart } from '../matrix/product-matrix.js';

/** fastText's: so many rounds, and two halves of a cluster start this far apart. */
const rounds = 25;
const apart = 1e-7;

/**
 * 256 centroids of points by Lloyd's algorithm, started from 256 of them at random. A centroid that
 * nothing is near to takes half of another one's points.
 *
 * @param points 256 points or more, each of `width` numbers
 */
export function kMeans(points: Float32Array, width: number, random: Random): Float32Array {
  const count = points.length / width;
  const assigner = createCentroidAssigner(width, count);
  assigner.points.set(points);
  const centroids = new Float32Array(centroidsPerPart * width);
  const order = Uint32Array.from({ length: count }, (_, at) => at);
  random.shuffle(order);
  for (let index = 0; index < centroidsPerPart; index++) {
    const from = order[index]! * width;
    centroids.set(points.subarray(from, from + width), index * width);
  }
  const before = new Uint8Array(count);
  for (let round = 0; round < rounds; round++) {
    const codes = assigner.assign(count, centroids);
    if (round > 0 && codes.every((code, point) => code === before[point])) break;
    before.set(codes);
    moveToMeans(points, width, codes, centroids, random);
  }
  return centroids;
}

/** Puts each centroid in the middle of the points that are nearest to it. */
function moveToMeans(
  points: Float32Array,
  width: number,
  codes: Uint8Array,
  centroids: Float32Array,
  random: Random,
): void {
  const sums = new Float64Array(centroids.length);
  const counts = new Float64Array(centroidsPerPart);
  for (let point = 0; point < codes.length; point++) {
    const code = codes[point]!;
    counts[code]!++;
    for (let at = 0; at < width; at++) sums[code * width + at]! += points[point * width + at]!;
  }
  for (let index = 0; index < centroidsPerPart; index++) {
    if (counts[index] === 0) continue;
    for (let at = index * width; at < (index + 1) * width; at++) {
      centroids[at] = sums[at]! / counts[index]!;
    }
  }
  for (let index = 0; index < centroidsPerPart; index++) {
    if (counts[index] === 0) split(index, counts, centroids, width, random);
  }
}

/** Moves an empty centroid beside one that was drawn by its number of points, and halves that. */
function split(
  empty: number,
  counts: Float64Array,
  centroids: Float32Array,
  width: number,
  random: Random,
): void {
  let left = random.float() * counts.reduce((sum, count) => sum + Math.max(0, count - 1), 0);
  let donor = 0;
  while (donor < counts.length - 1 && left >= Math.max(0, counts[donor]! - 1)) {
    left -= Math.max(0, counts[donor]! - 1);
    donor++;
  }
  for (let at = 0; at < width; at++) {
    const step = at % 2 === 0 ? -apart : apart;
    centroids[empty * width + at] = centroids[donor * width + at]! + step;
    centroids[donor * width + at]! -= step;
  }
  counts[empty] = Math.floor(counts[donor]! / 2);
  counts[donor]! -= counts[empty]!;
}

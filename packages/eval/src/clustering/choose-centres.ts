import type { Random } from '@tovec/core';
import { centresAt, type Points } from './points.js';

/** Of two numbers in single precision that are nearly as long, a smaller difference is none. */
const noise = 1e-6;

/**
 * Centres far from each other, by greedy k-means++ (Arthur and Vassilvitskii 2007): of some points
 * drawn by squared distance, the one that helps most.
 */
export function chooseCentres(points: Points, count: number, random: Random): Float64Array {
  const rows = points.squares.length;
  const chosen = [random.integer(rows)];
  let nearest = squaresTo(points, chosen)[0]!;
  const trials = 2 + Math.floor(Math.log(count));
  while (chosen.length < count) {
    const candidates = Array.from({ length: trials }, () => drawByWeight(nearest, random));
    let best: { candidate: number; distances: Float64Array; sum: number } | undefined;
    for (const [at, own] of squaresTo(points, candidates).entries()) {
      let sum = 0;
      for (let row = 0; row < rows; row++) {
        if (nearest[row]! < own[row]!) own[row] = nearest[row]!;
        sum += own[row]!;
      }
      if (best === undefined || sum < best.sum) {
        best = { candidate: candidates[at]!, distances: own, sum };
      }
    }
    chosen.push(best!.candidate);
    nearest = best!.distances;
  }
  return centresAt(points, chosen);
}

/** The squared distances of all points to some of them. */
function squaresTo(points: Points, chosen: readonly number[]): Float64Array[] {
  const { table, squares } = points;
  const nearness = table.nearness(centresAt(points, chosen));
  return chosen.map((own, at) =>
    squares.map((square, row) => {
      const distance = square - 2 * nearness[at * squares.length + row]!;
      return distance > noise * (square + squares[own]!) ? distance : 0;
    }),
  );
}

function drawByWeight(weights: Float64Array, random: Random): number {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (total === 0) return random.integer(weights.length);
  let left = random.float() * total;
  for (const [at, weight] of weights.entries()) {
    left -= weight;
    if (left < 0) return at;
  }
  return weights.length - 1;
}

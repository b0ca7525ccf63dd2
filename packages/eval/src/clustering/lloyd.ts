import type { CentreAssigner } from '@tovec/kernels';
import type { PauseIfDue } from '../statistics/pause.js';
import { type Points, pointOf } from './points.js';

/**
 * Moves each centre to the mean of the points nearest to it until none changes its cluster (Lloyd
 * 1982). A centre that has lost all its points gets one that is farthest from its own. The labels are
 * a copy.
 */
export async function lloyd(
  points: Points,
  assigner: CentreAssigner,
  centres: Float64Array,
  iterations: number,
  pauseIfDue: PauseIfDue,
): Promise<Uint32Array> {
  assigner.reset();
  for (let iteration = 1; ; iteration++) {
    await pauseIfDue();
    const { changed, labels, nearness } = assigner.assign(centres);
    if (changed === 0 || iteration > iterations) return labels.slice();
    recentre(points, assigner, centres, nearness);
  }
}

function recentre(
  points: Points,
  assigner: CentreAssigner,
  centres: Float64Array,
  nearness: Float32Array,
): void {
  const { table, squares } = points;
  const { dimensions } = table;
  let order: Uint32Array | undefined;
  let taken = 0;
  for (let centre = 0; centre * dimensions < centres.length; centre++) {
    const own = centres.subarray(centre * dimensions, (centre + 1) * dimensions);
    const { sum, count } = assigner.sumOf(centre);
    if (count > 0) {
      for (let d = 0; d < dimensions; d++) own[d] = sum[d]! / count;
      continue;
    }
    const distance = (row: number) => squares[row]! - 2 * nearness[row]!;
    order ??= Uint32Array.from(squares, (_, row) => row).sort((a, b) => distance(b) - distance(a));
    const farthest = order[taken]!;
    // Where all points lie on centres, there is nothing for another one to do.
    if (taken >= order.length || distance(farthest) <= 1e-6 * squares[farthest]!) continue;
    own.set(pointOf(table, farthest));
    taken++;
  }
}

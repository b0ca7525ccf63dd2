import type { Random } from '@tovec/core';
import { allocateLinearRows } from '@tovec/kernels';
import type { PauseIfDue } from '../statistics/pause.js';
import { chooseCentres } from './choose-centres.js';
import { type Points, pointOf, selectPoints } from './points.js';

/** Points of a step, as in scikit-learn's `MiniBatchKMeans`. */
const batchSize = 1024;
/** Steps without a better mean distance before it ends, as there. */
const patience = 10;

/**
 * Centres by mini-batch k-means (Sculley 2010): each step draws some points, and moves the centre
 * nearest to each towards it, by one over the points it has met.
 */
export async function miniBatchCentres(
  points: Points,
  count: number,
  random: Random,
  iterations: number,
  pauseIfDue: PauseIfDue,
): Promise<Float64Array> {
  const { table, squares } = points;
  const { dimensions } = table;
  const rows = squares.length;
  const size = Math.min(batchSize, rows);
  const draw = (most: number) => Uint32Array.from({ length: most }, () => random.integer(rows));
  const first = selectPoints(points, draw(Math.min(rows, Math.max(3 * size, 3 * count))));
  const centres = chooseCentres(first, count, random);
  const met = new Float64Array(count);
  const batch = allocateLinearRows(size, dimensions);
  const share = Math.min(1, (2 * size) / (rows + 1));
  let [mean, least, since] = [0, Number.POSITIVE_INFINITY, 0];
  const steps = Math.ceil((iterations * rows) / size);
  for (let step = 0; step < steps && since < patience; step++) {
    await pauseIfDue();
    const drawn = draw(size);
    for (const [at, row] of drawn.entries()) pointOf(batch, at).set(pointOf(table, row));
    const nearness = batch.nearness(centres);
    let total = 0;
    for (const [at, row] of drawn.entries()) {
      let nearest = 0;
      for (let centre = 1; centre < count; centre++) {
        if (nearness[centre * size + at]! > nearness[nearest * size + at]!) nearest = centre;
      }
      total += squares[row]! - 2 * nearness[nearest * size + at]!;
      met[nearest]!++;
      const own = pointOf(batch, at);
      const from = nearest * dimensions;
      for (let d = 0; d < dimensions; d++) {
        centres[from + d]! += (own[d]! - centres[from + d]!) / met[nearest]!;
      }
    }
    // The first step only tells how good the start was.
    if (step === 0) continue;
    mean = step === 1 ? total / size : mean + share * (total / size - mean);
    since = mean < least ? 0 : since + 1;
    least = Math.min(least, mean);
  }
  return centres;
}

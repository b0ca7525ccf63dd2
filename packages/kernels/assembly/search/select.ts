// The best of many scores: per query a heap of `size` (score, row) pairs whose root is the worst.
//
// Layout of one query's heap: size × f32 scores, then size × u32 rows. It starts full of
// (-Infinity, no row), so its root is always the score to beat. Rows arrive in ascending order, so a
// score equal to the root's belongs to a higher row and stays out: ties go to the lower row. A score
// that is not a number beats nothing.

const NO_ROW: u32 = 0xffff_ffff;

/** Empties `count` heaps. */
export function clearBest(best: usize, size: i32, count: i32): void {
  const half = <usize>size << 2;
  for (let query = 0; query < count; query++) {
    for (let at: usize = 0; at < half; at += 4) {
      store<f32>(best + at, -Infinity);
      store<u32>(best + half + at, NO_ROW);
    }
    best += half << 1;
  }
}

/** Offers every query's scores of a tile, whose first row is `firstRow`, to the query's heap. */
export function selectTile(
  scores: usize, scoreStride: usize, queryCount: i32, rowCount: i32, firstRow: u32,
  best: usize, size: i32,
): void {
  const bestStride = <usize>size << 3;
  for (let query = 0; query < queryCount; query++) {
    selectRow(scores, rowCount, firstRow, best, size);
    scores += scoreStride;
    best += bestStride;
  }
}

/** Offers `rowCount` scores to one heap. */
export function selectRow(
  scores: usize, rowCount: i32, firstRow: u32, best: usize, size: i32,
): void {
  const whole = rowCount & ~3;
  let index = 0;
  for (; index < whole; index += 4) {
    const four = v128.load(scores + (<usize>index << 2));
    if (!v128.any_true(f32x4.gt(four, v128.load32_splat(best)))) continue;
    for (let lane = index; lane < index + 4; lane++) {
      const score = load<f32>(scores + (<usize>lane << 2));
      if (score > load<f32>(best)) replaceWorst(best, size, score, firstRow + lane);
    }
  }
  for (; index < rowCount; index++) {
    const score = load<f32>(scores + (<usize>index << 2));
    if (score > load<f32>(best)) replaceWorst(best, size, score, firstRow + index);
  }
}

/** Sorts `count` heaps, the best first. */
export function sortBest(best: usize, size: i32, count: i32): void {
  const half = <usize>size << 2;
  for (let query = 0; query < count; query++) {
    for (let last = size - 1; last > 0; last--) {
      const place = best + (<usize>last << 2);
      const score = load<f32>(place);
      const row = load<u32>(place + half);
      store<f32>(place, load<f32>(best));
      store<u32>(place + half, load<u32>(best + half));
      siftDown(best, half, last, score, row);
    }
    best += half << 1;
  }
}

function replaceWorst(best: usize, size: i32, score: f32, row: u32): void {
  siftDown(best, <usize>size << 2, size, score, row);
}

/** Puts (score, row) in the root's place and lets it sink below everything worse than it. */
function siftDown(best: usize, half: usize, size: i32, score: f32, row: u32): void {
  let hole = 0;
  while (true) {
    let child = 2 * hole + 1;
    if (child >= size) break;
    let place = best + (<usize>child << 2);
    let childScore = load<f32>(place);
    let childRow = load<u32>(place + half);
    if (child + 1 < size) {
      const otherScore = load<f32>(place + 4);
      const otherRow = load<u32>(place + 4 + half);
      if (isWorse(otherScore, otherRow, childScore, childRow)) {
        child++;
        childScore = otherScore;
        childRow = otherRow;
      }
    }
    if (!isWorse(childScore, childRow, score, row)) break;
    place = best + (<usize>hole << 2);
    store<f32>(place, childScore);
    store<u32>(place + half, childRow);
    hole = child;
  }
  const place = best + (<usize>hole << 2);
  store<f32>(place, score);
  store<u32>(place + half, row);
}

// @ts-ignore: decorator
@inline
function isWorse(score: f32, row: u32, otherScore: f32, otherRow: u32): bool {
  return score < otherScore || (score == otherScore && row > otherRow);
}

// Dot products of a tile of table rows with a block of queries.
//
// Every score is made in the same way whichever path computes it: one accumulator of four lanes
// over the dimensions in order, then (lane0 + lane2) + (lane1 + lane3). So one query alone and the
// same query in a block give the same bits, and equal rows give equal scores.
//
// Rows are unpadded; queries are padded with zeros to whole vectors. A row's last, partial vector
// is loaded whole and masked, which may read up to 12 bytes behind the table: the caller sees to it
// that memory goes on there.

/** How many far apart places of a tile one query reads in turn: more than one page is then fetched
 * ahead at a time, which halves the time of a search that is bound by memory. */
const STREAMS: i32 = 8;

/** scores[query × scoreStride + row] = queries[query] · rows[row]; strides are in bytes. */
export function scoreTile(
  rows: usize, rowCount: i32, dimensions: i32,
  queries: usize, queryCount: i32, queryStride: usize,
  scores: usize, scoreStride: usize,
): void {
  const last = queryCount - 1;
  for (let query = 0; query < last; query += 2) {
    scorePair(rows, rowCount, dimensions, queries, queryStride, scores, scoreStride);
    queries += queryStride << 1;
    scores += scoreStride << 1;
  }
  if (queryCount & 1) scoreStreams(rows, rowCount, dimensions, queries, scores);
}

/** Two queries: blocks of four rows, eight sums in registers. */
function scorePair(
  rows: usize, rowCount: i32, dimensions: i32,
  query: usize, queryStride: usize, scores: usize, scoreStride: usize,
): void {
  const rowBytes = <usize>dimensions << 2;
  const wholeBytes = (<usize>dimensions >> 2) << 4;
  const mask = tailMask(dimensions);
  const blocked = rowCount & ~3;
  let row = rows;
  for (let index = 0; index < blocked; index += 4) {
    let r0 = row;
    let r1 = r0 + rowBytes;
    let r2 = r1 + rowBytes;
    let r3 = r2 + rowBytes;
    let q0 = query;
    let q1 = query + queryStride;
    let s00 = f32x4.splat(0);
    let s01 = f32x4.splat(0);
    let s10 = f32x4.splat(0);
    let s11 = f32x4.splat(0);
    let s20 = f32x4.splat(0);
    let s21 = f32x4.splat(0);
    let s30 = f32x4.splat(0);
    let s31 = f32x4.splat(0);
    const end = r0 + wholeBytes;
    while (r0 < end) {
      const x = v128.load(q0);
      const y = v128.load(q1);
      const v0 = v128.load(r0);
      s00 = f32x4.add(s00, f32x4.mul(v0, x));
      s01 = f32x4.add(s01, f32x4.mul(v0, y));
      const v1 = v128.load(r1);
      s10 = f32x4.add(s10, f32x4.mul(v1, x));
      s11 = f32x4.add(s11, f32x4.mul(v1, y));
      const v2 = v128.load(r2);
      s20 = f32x4.add(s20, f32x4.mul(v2, x));
      s21 = f32x4.add(s21, f32x4.mul(v2, y));
      const v3 = v128.load(r3);
      s30 = f32x4.add(s30, f32x4.mul(v3, x));
      s31 = f32x4.add(s31, f32x4.mul(v3, y));
      r0 += 16;
      r1 += 16;
      r2 += 16;
      r3 += 16;
      q0 += 16;
      q1 += 16;
    }
    if (dimensions & 3) {
      const x = v128.load(q0);
      const y = v128.load(q1);
      const v0 = v128.and(v128.load(r0), mask);
      s00 = f32x4.add(s00, f32x4.mul(v0, x));
      s01 = f32x4.add(s01, f32x4.mul(v0, y));
      const v1 = v128.and(v128.load(r1), mask);
      s10 = f32x4.add(s10, f32x4.mul(v1, x));
      s11 = f32x4.add(s11, f32x4.mul(v1, y));
      const v2 = v128.and(v128.load(r2), mask);
      s20 = f32x4.add(s20, f32x4.mul(v2, x));
      s21 = f32x4.add(s21, f32x4.mul(v2, y));
      const v3 = v128.and(v128.load(r3), mask);
      s30 = f32x4.add(s30, f32x4.mul(v3, x));
      s31 = f32x4.add(s31, f32x4.mul(v3, y));
    }
    const place = scores + (<usize>index << 2);
    v128.store(place, sumsOfFour(s00, s10, s20, s30));
    v128.store(place + scoreStride, sumsOfFour(s01, s11, s21, s31));
    row += rowBytes << 2;
  }
  for (let index = blocked; index < rowCount; index++) {
    const place = scores + (<usize>index << 2);
    store<f32>(place, dot(row, query, dimensions, mask));
    store<f32>(place + scoreStride, dot(row, query + queryStride, dimensions, mask));
    row += rowBytes;
  }
}

/** One query: the tile is cut into eight runs of rows that are read side by side. */
function scoreStreams(
  rows: usize, rowCount: i32, dimensions: i32, query: usize, scores: usize,
): void {
  const rowBytes = <usize>dimensions << 2;
  const wholeBytes = (<usize>dimensions >> 2) << 4;
  const mask = tailMask(dimensions);
  const run = rowCount / STREAMS;
  const gap = <usize>run * rowBytes;
  const scoreGap = <usize>run << 2;
  let r0 = rows;
  for (let index = 0; index < run; index++) {
    const r1 = r0 + gap;
    const r2 = r1 + gap;
    const r3 = r2 + gap;
    const r4 = r3 + gap;
    const r5 = r4 + gap;
    const r6 = r5 + gap;
    const r7 = r6 + gap;
    let s0 = f32x4.splat(0);
    let s1 = f32x4.splat(0);
    let s2 = f32x4.splat(0);
    let s3 = f32x4.splat(0);
    let s4 = f32x4.splat(0);
    let s5 = f32x4.splat(0);
    let s6 = f32x4.splat(0);
    let s7 = f32x4.splat(0);
    for (let at: usize = 0; at < wholeBytes; at += 16) {
      const x = v128.load(query + at);
      s0 = f32x4.add(s0, f32x4.mul(v128.load(r0 + at), x));
      s1 = f32x4.add(s1, f32x4.mul(v128.load(r1 + at), x));
      s2 = f32x4.add(s2, f32x4.mul(v128.load(r2 + at), x));
      s3 = f32x4.add(s3, f32x4.mul(v128.load(r3 + at), x));
      s4 = f32x4.add(s4, f32x4.mul(v128.load(r4 + at), x));
      s5 = f32x4.add(s5, f32x4.mul(v128.load(r5 + at), x));
      s6 = f32x4.add(s6, f32x4.mul(v128.load(r6 + at), x));
      s7 = f32x4.add(s7, f32x4.mul(v128.load(r7 + at), x));
    }
    if (dimensions & 3) {
      const x = v128.load(query + wholeBytes);
      s0 = f32x4.add(s0, f32x4.mul(v128.and(v128.load(r0 + wholeBytes), mask), x));
      s1 = f32x4.add(s1, f32x4.mul(v128.and(v128.load(r1 + wholeBytes), mask), x));
      s2 = f32x4.add(s2, f32x4.mul(v128.and(v128.load(r2 + wholeBytes), mask), x));
      s3 = f32x4.add(s3, f32x4.mul(v128.and(v128.load(r3 + wholeBytes), mask), x));
      s4 = f32x4.add(s4, f32x4.mul(v128.and(v128.load(r4 + wholeBytes), mask), x));
      s5 = f32x4.add(s5, f32x4.mul(v128.and(v128.load(r5 + wholeBytes), mask), x));
      s6 = f32x4.add(s6, f32x4.mul(v128.and(v128.load(r6 + wholeBytes), mask), x));
      s7 = f32x4.add(s7, f32x4.mul(v128.and(v128.load(r7 + wholeBytes), mask), x));
    }
    let place = scores + (<usize>index << 2);
    const low = sumsOfFour(s0, s1, s2, s3);
    const high = sumsOfFour(s4, s5, s6, s7);
    store<f32>(place, f32x4.extract_lane(low, 0));
    store<f32>((place += scoreGap), f32x4.extract_lane(low, 1));
    store<f32>((place += scoreGap), f32x4.extract_lane(low, 2));
    store<f32>((place += scoreGap), f32x4.extract_lane(low, 3));
    store<f32>((place += scoreGap), f32x4.extract_lane(high, 0));
    store<f32>((place += scoreGap), f32x4.extract_lane(high, 1));
    store<f32>((place += scoreGap), f32x4.extract_lane(high, 2));
    store<f32>((place += scoreGap), f32x4.extract_lane(high, 3));
    r0 += rowBytes;
  }
  for (let index = run * STREAMS; index < rowCount; index++) {
    const row = rows + <usize>index * rowBytes;
    store<f32>(scores + (<usize>index << 2), dot(row, query, dimensions, mask));
  }
}

/** One row with one query, for what is left over of a tile. */
function dot(row: usize, query: usize, dimensions: i32, mask: v128): f32 {
  const end = row + ((<usize>dimensions >> 2) << 4);
  let sum = f32x4.splat(0);
  while (row < end) {
    sum = f32x4.add(sum, f32x4.mul(v128.load(row), v128.load(query)));
    row += 16;
    query += 16;
  }
  if (dimensions & 3) {
    sum = f32x4.add(sum, f32x4.mul(v128.and(v128.load(row), mask), v128.load(query)));
  }
  return f32x4.extract_lane(sumsOfFour(sum, sum, sum, sum), 0);
}

/** The lanes of each argument added up: (0 + 2) + (1 + 3), four sums in one vector. */
// @ts-ignore: decorator
@inline
function sumsOfFour(a: v128, b: v128, c: v128, d: v128): v128 {
  const ab = f32x4.add(
    v128.shuffle<f32>(a, b, 0, 4, 1, 5),
    v128.shuffle<f32>(a, b, 2, 6, 3, 7),
  );
  const cd = f32x4.add(
    v128.shuffle<f32>(c, d, 0, 4, 1, 5),
    v128.shuffle<f32>(c, d, 2, 6, 3, 7),
  );
  return f32x4.add(
    v128.shuffle<f32>(ab, cd, 0, 1, 4, 5),
    v128.shuffle<f32>(ab, cd, 2, 3, 6, 7),
  );
}

/** Ones where a row's last, partial vector has values of its own. */
function tailMask(dimensions: i32): v128 {
  const tail = dimensions & 3;
  return i32x4.gt_s(i32x4.splat(tail), i32x4(0, 1, 2, 3));
}

// Dot products of rows with weights, label by label: those of four rows stand side by side, so that
// what comes next (softmax, sigmoid, the nearest centre) takes four rows at a time without shuffling.
//
// Rows and weights are padded with zeros to whole vectors. Four rows meet two labels: eight sums and
// six rows stay in V8's 15 registers; three labels would be spilled.
import { mulAdd, sums } from '../simd';

/**
 * scores[label × stride + row] = rows[row] · weights[label]; `stride` in bytes.
 *
 * @param rowCount a multiple of four
 */
export function scoreRows(
  rows: usize, rowCount: i32, rowBytes: usize,
  weights: usize, labels: i32, scores: usize, stride: usize,
): void {
  const end = rows + <usize>rowCount * rowBytes;
  for (; rows < end; rows += rowBytes << 2) {
    let weight = weights, place = scores;
    for (let left = labels; left > 0; left -= 2) {
      if (left > 1) fourWithTwo(rows, rowBytes, weight, place, stride);
      else fourWithOne(rows, rowBytes, weight, place);
      weight += rowBytes << 1;
      place += stride << 1;
    }
    scores += 16;
  }
}

function fourWithTwo(row: usize, bytes: usize, weight: usize, place: usize, stride: usize): void {
  const r1 = row + bytes, r2 = r1 + bytes, r3 = r2 + bytes, other = weight + bytes;
  const none = f32x4.splat(0);
  let s0 = none, s1 = none, s2 = none, s3 = none, t0 = none, t1 = none, t2 = none, t3 = none;
  for (let k: usize = 0; k < bytes; k += 16) {
    const w = v128.load(weight + k), v = v128.load(other + k);
    const x0 = v128.load(row + k), x1 = v128.load(r1 + k);
    const x2 = v128.load(r2 + k), x3 = v128.load(r3 + k);
    s0 = mulAdd(s0, x0, w); s1 = mulAdd(s1, x1, w); s2 = mulAdd(s2, x2, w); s3 = mulAdd(s3, x3, w);
    t0 = mulAdd(t0, x0, v); t1 = mulAdd(t1, x1, v); t2 = mulAdd(t2, x2, v); t3 = mulAdd(t3, x3, v);
  }
  v128.store(place, sums(s0, s1, s2, s3));
  v128.store(place + stride, sums(t0, t1, t2, t3));
}

function fourWithOne(row: usize, bytes: usize, weight: usize, place: usize): void {
  const r1 = row + bytes, r2 = r1 + bytes, r3 = r2 + bytes;
  const none = f32x4.splat(0);
  let s0 = none, s1 = none, s2 = none, s3 = none;
  for (let k: usize = 0; k < bytes; k += 16) {
    const w = v128.load(weight + k);
    s0 = mulAdd(s0, v128.load(row + k), w); s1 = mulAdd(s1, v128.load(r1 + k), w);
    s2 = mulAdd(s2, v128.load(r2 + k), w); s3 = mulAdd(s3, v128.load(r3 + k), w);
  }
  v128.store(place, sums(s0, s1, s2, s3));
}

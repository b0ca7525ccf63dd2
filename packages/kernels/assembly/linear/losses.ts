// Softmax and logistic loss over rows, with their gradients.
//
// A block of rows is scored, its residuals are found, and its part of the gradient is added while it
// is in the first-level cache: one pass over the table for each evaluation. Sums of a few blocks are
// in single precision, what they add to is in double; so is the loss.
//
// Rows behind the last one are zeros: their gradient is nothing, their loss that of a score of 0,
// which the caller takes off.
import { exp } from '../sgd/logistic';
import { addGradient, flushGradient } from './gradient';
import { ln } from './logarithm';
import { scoreRows } from './scores';

/** Rows whose gradient is summed in single precision. */
const FLUSH_ROWS: i32 = 128;

/**
 * Multinomial: Σ −ln softmax(W x)[target]. Adds to the gradient, `labels × rowBytes / 4` f64.
 *
 * @param targets one f32 for each label and row, `targetStride` bytes from label to label: 1 for the
 *   label of a row, else 0
 * @param scores room for `labels × blockRows` f32
 * @param sums room for as many f32 as the gradient has numbers, zeroed
 */
export function softmax(
  rows: usize, rowCount: i32, rowBytes: usize, blockRows: i32,
  weights: usize, labels: i32, targets: usize, targetStride: usize,
  scores: usize, sums: usize, gradient: usize,
): f64 {
  const stride = <usize>blockRows << 2, sumBytes = <usize>labels * rowBytes;
  let loss: f64 = 0;
  let pending = 0;
  for (let first = 0; first < rowCount; first += blockRows) {
    const here = min(blockRows, rowCount - first);
    scoreRows(rows, here, rowBytes, weights, labels, scores, stride);
    loss += softmaxResiduals(scores, stride, labels, targets, targetStride, here);
    addGradient(rows, here, rowBytes, scores, stride, labels, sums);
    rows += <usize>here * rowBytes;
    targets += <usize>here << 2;
    pending += here;
    if (pending >= FLUSH_ROWS || first + here >= rowCount) {
      flushGradient(sums, sumBytes, gradient);
      pending = 0;
    }
  }
  return loss;
}

/**
 * One logistic regression for each label: losses[label] += Σ ln(1 + e^(w x)) − target · w x. The
 * labels asked for are listed in `order`, u32 each: their targets stand where the list says, weights,
 * losses and gradients one after the other.
 */
export function logistic(
  rows: usize, rowCount: i32, rowBytes: usize, blockRows: i32,
  weights: usize, labels: i32, order: usize, targets: usize, targetStride: usize,
  scores: usize, sums: usize, gradient: usize, losses: usize,
): void {
  const stride = <usize>blockRows << 2, sumBytes = <usize>labels * rowBytes;
  let pending = 0;
  for (let first = 0; first < rowCount; first += blockRows) {
    const here = min(blockRows, rowCount - first);
    scoreRows(rows, here, rowBytes, weights, labels, scores, stride);
    for (let at: usize = 0; at < <usize>labels; at++) {
      const own = targets + <usize>load<u32>(order + (at << 2)) * targetStride;
      const place = losses + (at << 3);
      const loss = logisticResiduals(scores + at * stride, own, here);
      store<f64>(place, load<f64>(place) + loss);
    }
    addGradient(rows, here, rowBytes, scores, stride, labels, sums);
    rows += <usize>here * rowBytes;
    targets += <usize>here << 2;
    pending += here;
    if (pending >= FLUSH_ROWS || first + here >= rowCount) {
      flushGradient(sums, sumBytes, gradient);
      pending = 0;
    }
  }
}

/** Scores become probabilities less targets; returns the loss. */
function softmaxResiduals(
  scores: usize, stride: usize, labels: i32, targets: usize, targetStride: usize, rowCount: i32,
): f64 {
  let linear = f64x2.splat(0);
  // Logarithms are of products: four rows of a block are multiplied up side by side.
  let low = f64x2.splat(1), high = f64x2.splat(1);
  for (let row = 0; row < rowCount; row += 4) {
    let most = f32x4.splat(-Infinity), hit = f32x4.splat(0);
    let place = scores, target = targets;
    for (let label = 0; label < labels; label++, place += stride, target += targetStride) {
      const score = v128.load(place);
      most = f32x4.max(most, score);
      hit = f32x4.add(hit, f32x4.mul(score, v128.load(target)));
    }
    let total = f32x4.splat(0);
    place = scores;
    for (let label = 0; label < labels; label++, place += stride) {
      const p = exp(f32x4.sub(v128.load(place), most));
      v128.store(place, p);
      total = f32x4.add(total, p);
    }
    const scale = f32x4.div(f32x4.splat(1), total);
    place = scores; target = targets;
    for (let label = 0; label < labels; label++, place += stride, target += targetStride) {
      v128.store(place, f32x4.sub(f32x4.mul(v128.load(place), scale), v128.load(target)));
    }
    linear = addPromoted(linear, f32x4.sub(most, hit));
    low = f64x2.mul(low, f64x2.promote_low_f32x4(total));
    high = f64x2.mul(high, f64x2.promote_low_f32x4(highHalf(total)));
    scores += 16;
    targets += 16;
  }
  return sumOf(linear) + lnOf(low) + lnOf(high);
}

/** Scores of one label become probabilities less targets; returns the loss. */
function logisticResiduals(scores: usize, targets: usize, rowCount: i32): f64 {
  const one = f32x4.splat(1), none = f32x4.splat(0);
  let linear = f64x2.splat(0);
  let low = f64x2.splat(1), high = f64x2.splat(1);
  const end = scores + (<usize>rowCount << 2);
  for (; scores < end; scores += 16, targets += 16) {
    const score = v128.load(scores), target = v128.load(targets);
    const e = exp(f32x4.neg(f32x4.abs(score)));
    const total = f32x4.add(one, e);
    const p = f32x4.div(v128.bitselect(one, e, f32x4.ge(score, none)), total);
    v128.store(scores, f32x4.sub(p, target));
    linear = addPromoted(linear, f32x4.sub(f32x4.max(score, none), f32x4.mul(score, target)));
    low = f64x2.mul(low, f64x2.promote_low_f32x4(total));
    high = f64x2.mul(high, f64x2.promote_low_f32x4(highHalf(total)));
  }
  return sumOf(linear) + lnOf(low) + lnOf(high);
}

// @ts-ignore: decorator
@inline
function highHalf(v: v128): v128 { return f32x4.shuffle(v, v, 2, 3, 2, 3); }

// @ts-ignore: decorator
@inline
function addPromoted(sum: v128, v: v128): v128 {
  const low = f64x2.promote_low_f32x4(v), high = f64x2.promote_low_f32x4(highHalf(v));
  return f64x2.add(sum, f64x2.add(low, high));
}

// @ts-ignore: decorator
@inline
function sumOf(v: v128): f64 { return f64x2.extract_lane(v, 0) + f64x2.extract_lane(v, 1); }

// @ts-ignore: decorator
@inline
function lnOf(v: v128): f64 { return ln(f64x2.extract_lane(v, 0)) + ln(f64x2.extract_lane(v, 1)); }

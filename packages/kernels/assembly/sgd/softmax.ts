// The whole softmax over few outputs: fastText's loss for classifiers.
import { mulAdd, sums } from '../simd';
import { exp, ln } from './logistic';
import { outputTable, rowBytes } from './run';

/**
 * One hidden vector against all outputs: computes their probabilities, moves the output rows, and
 * adds to the row `gradient` what moves the hidden vector. Rows come in fours, those behind `count`
 * are zeros and stay so. Returns the log-likelihood of `wanted`.
 *
 * @param logits room for `count` numbers, rounded up to four
 */
export function trainSoftmax(
  hidden: usize, gradient: usize, logits: usize, count: u32, wanted: u32, rate: f32,
): f32 {
  const end = logits + (<usize>count << 2), bytes = rowBytes;
  dotWithAll(hidden, logits, end, bytes);
  const last = end - 4 + ((16 - (end - logits & 15)) & 15);
  for (let at = end; at <= last; at += 4) store<f32>(at, -Infinity);

  let most: f32 = -Infinity;
  for (let at = logits; at < end; at += 4) most = max(most, load<f32>(at));
  let total = f32x4.splat(0);
  for (let at = logits; at < end; at += 16) {
    const p = exp(f32x4.sub(v128.load(at), f32x4.splat(most)));
    v128.store(at, p);
    total = f32x4.add(total, p);
  }
  const sum = f32x4.extract_lane(sums(total, f32x4.splat(0), f32x4.splat(0), f32x4.splat(0)), 0);
  const probability = load<f32>(logits + (<usize>wanted << 2)) / sum;
  const perUnit = rate / sum;
  let row = outputTable;
  for (let at = logits; at < end; at += 4) {
    const isWanted = at == logits + (<usize>wanted << 2);
    const step = (isWanted ? rate : 0) - load<f32>(at) * perUnit;
    move(row, hidden, gradient, step, bytes);
    row += bytes;
  }
  const floor = max<f32>(probability, 1e-30);
  return f32x4.extract_lane(ln(f32x4.splat(floor)), 0);
}

function dotWithAll(hidden: usize, logits: usize, end: usize, bytes: usize): void {
  let b0 = outputTable;
  for (let at = logits; at < end; at += 16) {
    const b1 = b0 + bytes, b2 = b1 + bytes, b3 = b2 + bytes;
    let s0 = f32x4.splat(0), s1 = f32x4.splat(0), s2 = f32x4.splat(0), s3 = f32x4.splat(0);
    for (let k: usize = 0; k < bytes; k += 16) {
      const x = v128.load(hidden + k);
      s0 = mulAdd(s0, x, v128.load(b0 + k)); s1 = mulAdd(s1, x, v128.load(b1 + k));
      s2 = mulAdd(s2, x, v128.load(b2 + k)); s3 = mulAdd(s3, x, v128.load(b3 + k));
    }
    v128.store(at, sums(s0, s1, s2, s3));
    b0 = b3 + bytes;
  }
}

function move(row: usize, hidden: usize, gradient: usize, step: f32, bytes: usize): void {
  const g = f32x4.splat(step);
  for (let k: usize = 0; k < bytes; k += 16) {
    const y = v128.load(row + k);
    v128.store(gradient + k, mulAdd(v128.load(gradient + k), g, y));
    v128.store(row + k, mulAdd(y, g, v128.load(hidden + k)));
  }
}

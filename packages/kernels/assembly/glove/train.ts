// One step of AdaGrad for each co-occurrence, as Stanford's glove.c takes them.
import { mulAdd } from '../simd';
import {
  clip, contexts, GROUP, groupBytes, learningRate, RATES, rowBytes, tally, words,
} from './run';

/** Up to this u² the rate's change by a step u, 1/√(1 + u²), is known to 3e-7 from two terms. */
const SMALL: f32 = 0.01;

/**
 * Trains on `count` strips, each entries of one row that follow each other: (row, first entry, entries),
 * u32. A word's row then stays in the first-level cache, and waits are for rows of contexts only.
 */
export function trainStrips(
  strips: usize, count: u32, columns: usize, logs: usize, weights: usize,
): void {
  let loss: f64 = 0, trained: f64 = 0, passed: f64 = 0;
  const end = strips + <usize>count * 12;
  for (let strip = strips; strip < end; strip += 12) {
    const word = words + <usize>load<u32>(strip) * rowBytes;
    let entry = <usize>load<u32>(strip, 4) << 2;
    const last = entry + (<usize>load<u32>(strip, 8) << 2);
    for (; entry < last; entry += 4) {
      const context = contexts + <usize>load<u32>(columns + entry) * rowBytes;
      const products = dot(word, context);
      const biases = f32x4.add(
        v128.load64_zero(word + groupBytes), v128.load64_zero(context + groupBytes),
      );
      const error = f32x4.extract_lane(products, 0) + f32x4.extract_lane(biases, 0)
        - load<f32>(logs + entry);
      const weighted = load<f32>(weights + entry) * error;
      const cost = <f64>weighted * <f64>error;
      if (!(cost < Infinity)) { passed += 1; continue; }
      loss += 0.5 * cost;
      trained += 1;
      const norm = max(f32x4.extract_lane(products, 1), f32x4.extract_lane(products, 2));
      const largest = weighted * weighted * norm;
      if (largest * learningRate * learningRate < SMALL && largest < clip * clip) {
        smallStep(word, context, f32x4.splat(weighted * learningRate), groupBytes);
      } else largeStep(word, context, weighted);
      stepBiases(word + groupBytes, context + groupBytes, weighted);
    }
  }
  store<f64>(tally, load<f64>(tally) + loss);
  store<f64>(tally, load<f64>(tally, 8) + trained, 8);
  store<f64>(tally, load<f64>(tally, 16) + passed, 16);
}

/** The product of two rows' weights, and the squared norms of both: lanes 0, 1 and 2. */
function dot(a: usize, b: usize): v128 {
  const none = f32x4.splat(0);
  let ab = none, aa = none, bb = none;
  const end = a + groupBytes;
  for (; a < end; a += GROUP, b += GROUP) {
    const x = v128.load(a), y = v128.load(b);
    ab = mulAdd(ab, x, y);
    aa = mulAdd(aa, x, x);
    bb = mulAdd(bb, y, y);
  }
  return sums3(ab, aa, bb);
}

// @ts-ignore: decorator
@inline
function sums3(a: v128, b: v128, c: v128): v128 {
  const ab = f32x4.add(f32x4.shuffle(a, b, 0, 4, 1, 5), f32x4.shuffle(a, b, 2, 6, 3, 7));
  const cc = f32x4.add(c, f32x4.shuffle(c, c, 2, 3, 0, 1));
  return f32x4.add(f32x4.shuffle(ab, cc, 0, 1, 4, 4), f32x4.shuffle(ab, cc, 2, 3, 5, 5));
}

/** r / √(1 + u²) for small u², by its Taylor series. */
// @ts-ignore: decorator
@inline
function slowed(rate: v128, u: v128): v128 {
  const z = f32x4.mul(u, u);
  const slope = mulAdd(f32x4.splat(-0.5), z, f32x4.splat(0.375));
  return mulAdd(rate, f32x4.mul(rate, z), slope);
}

/** No component of the gradient is clipped and all steps are small: no root, no division. */
function smallStep(a: usize, b: usize, gradient: v128, bytes: usize): void {
  for (let k: usize = 0; k < bytes; k += GROUP) {
    const x = v128.load(a + k), y = v128.load(b + k);
    const xRate = v128.load(a + k, RATES), yRate = v128.load(b + k, RATES);
    const u = f32x4.mul(f32x4.mul(gradient, y), xRate);
    const v = f32x4.mul(f32x4.mul(gradient, x), yRate);
    v128.store(a + k, f32x4.sub(x, u));
    v128.store(b + k, f32x4.sub(y, v));
    v128.store(a + k, slowed(xRate, u), RATES);
    v128.store(b + k, slowed(yRate, v), RATES);
  }
}

function largeStep(a: usize, b: usize, weighted: f32): void {
  const gradient = f32x4.splat(weighted), one = f32x4.splat(1);
  for (let k: usize = 0; k < groupBytes; k += GROUP) {
    const x = v128.load(a + k), y = v128.load(b + k);
    const xRate = v128.load(a + k, RATES), yRate = v128.load(b + k, RATES);
    const u = f32x4.mul(clipped(f32x4.mul(gradient, y)), xRate);
    const v = f32x4.mul(clipped(f32x4.mul(gradient, x)), yRate);
    v128.store(a + k, f32x4.sub(x, u));
    v128.store(b + k, f32x4.sub(y, v));
    v128.store(a + k, f32x4.div(xRate, f32x4.sqrt(mulAdd(one, u, u))), RATES);
    v128.store(b + k, f32x4.div(yRate, f32x4.sqrt(mulAdd(one, v, v))), RATES);
  }
}

/** A clipped gradient times the learning rate. */
// @ts-ignore: decorator
@inline
function clipped(gradient: v128): v128 {
  const inside = f32x4.max(f32x4.min(gradient, f32x4.splat(clip)), f32x4.splat(-clip));
  return f32x4.mul(inside, f32x4.splat(learningRate));
}

/** As in glove.c, a bias has no learning rate: its rate starts at 1. */
// @ts-ignore: decorator
@inline
function stepBiases(a: usize, b: usize, weighted: f32): void {
  stepBias(a, weighted);
  stepBias(b, weighted);
}

// @ts-ignore: decorator
@inline
function stepBias(at: usize, weighted: f32): void {
  const rate = load<f32>(at, 4);
  const step = weighted * rate;
  store<f32>(at, load<f32>(at) - step);
  store<f32>(at, rate / sqrt<f32>(1 + step * step), 4);
}

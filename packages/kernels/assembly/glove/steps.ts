// Products of rows, and the steps that rows take.
import { mulAdd, sums } from '../simd';
import { clip, GROUP, learningRate, RATES } from './run';

/** Up to this u² the rate's change by a step u, 1/√(1 + u²), is known to 3e-7 from two terms. */
export const SMALL: f32 = 0.01;

/** The product of two rows' weights, and the squared norms of both: lanes 0, 1 and 2. */
export function multiply(a: usize, b: usize, bytes: usize): v128 {
  const none = f32x4.splat(0);
  let ab = none, aa = none, bb = none;
  for (let k: usize = 0; k < bytes; k += GROUP) {
    const x = v128.load(a + k), y = v128.load(b + k);
    ab = mulAdd(ab, x, y);
    aa = mulAdd(aa, x, x);
    bb = mulAdd(bb, y, y);
  }
  return sums(ab, aa, bb, none);
}

/** The products of a with b and c, the squared norm of a, and those of b and c together. */
export function multiplyTwo(a: usize, b: usize, c: usize, bytes: usize): v128 {
  const none = f32x4.splat(0);
  let ab = none, ac = none, aa = none, bb = none, cc = none;
  for (let k: usize = 0; k < bytes; k += GROUP) {
    const x = v128.load(a + k), y = v128.load(b + k), z = v128.load(c + k);
    ab = mulAdd(ab, x, y);
    ac = mulAdd(ac, x, z);
    aa = mulAdd(aa, x, x);
    bb = mulAdd(bb, y, y);
    cc = mulAdd(cc, z, z);
  }
  return sums(ab, ac, aa, f32x4.add(bb, cc));
}

/** r / √(1 + z) for small z, by its Taylor series. */
// @ts-ignore: decorator
@inline
function slowed(rate: v128, z: v128): v128 {
  const slope = mulAdd(f32x4.splat(-0.5), z, f32x4.splat(0.375));
  return mulAdd(rate, f32x4.mul(rate, z), slope);
}

/** Steps two rows against a gradient: no root, no division. */
export function smallStep(a: usize, b: usize, gradient: v128, bytes: usize): void {
  for (let k: usize = 0; k < bytes; k += GROUP) {
    const x = v128.load(a + k), y = v128.load(b + k);
    const xRate = v128.load(a + k, RATES), yRate = v128.load(b + k, RATES);
    const u = f32x4.mul(f32x4.mul(gradient, y), xRate);
    const v = f32x4.mul(f32x4.mul(gradient, x), yRate);
    v128.store(a + k, f32x4.sub(x, u));
    v128.store(b + k, f32x4.sub(y, v));
    v128.store(a + k, slowed(xRate, f32x4.mul(u, u)), RATES);
    v128.store(b + k, slowed(yRate, f32x4.mul(v, v)), RATES);
  }
}

/** Steps row a against the gradients g and h, and rows b and c against one each. */
export function smallSteps(a: usize, b: usize, c: usize, g: v128, h: v128, bytes: usize): void {
  for (let k: usize = 0; k < bytes; k += GROUP) {
    const x = v128.load(a + k), y = v128.load(b + k), z = v128.load(c + k);
    const xRate = v128.load(a + k, RATES);
    const yRate = v128.load(b + k, RATES), zRate = v128.load(c + k, RATES);
    const u = f32x4.mul(f32x4.mul(g, y), xRate), v = f32x4.mul(f32x4.mul(h, z), xRate);
    const s = f32x4.mul(f32x4.mul(g, x), yRate), t = f32x4.mul(f32x4.mul(h, x), zRate);
    v128.store(a + k, f32x4.sub(x, f32x4.add(u, v)));
    v128.store(b + k, f32x4.sub(y, s));
    v128.store(c + k, f32x4.sub(z, t));
    v128.store(a + k, slowed(xRate, mulAdd(f32x4.mul(u, u), v, v)), RATES);
    v128.store(b + k, slowed(yRate, f32x4.mul(s, s)), RATES);
    v128.store(c + k, slowed(zRate, f32x4.mul(t, t)), RATES);
  }
}

/** The same step as `smallStep`, whatever its size, its gradient clipped. */
export function largeStep(a: usize, b: usize, gradient: v128, bytes: usize): void {
  const one = f32x4.splat(1);
  for (let k: usize = 0; k < bytes; k += GROUP) {
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
export function stepBias(at: usize, weighted: f32): void {
  const rate = load<f32>(at, 4);
  const step = weighted * rate;
  store<f32>(at, load<f32>(at) - step);
  store<f32>(at, rate / sqrt<f32>(1 + step * step), 4);
}

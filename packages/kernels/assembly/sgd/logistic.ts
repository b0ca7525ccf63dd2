// The logistic function and its log-likelihood, four logits at a time.

const LOG2_E: f32 = 1.4426950408889634;
const LN_2: f32 = 0.6931471805599453;
/** Adding 1.5 · 2²³ leaves the nearest whole number in a float's low bits. */
const ROUNDER: f32 = 12582912;
/** Beyond this a probability is 1 to within 3e-7; it keeps products of a few of them normal. */
const LIMIT: f32 = 15;

/** 2ˣ for |x| ≤ 126, relative error below 2e-7 (degree-5 minimax on [−½, ½]). */
// @ts-ignore: decorator
@inline
function exp2(x: v128): v128 {
  const rounded = f32x4.add(x, f32x4.splat(ROUNDER));
  const f = f32x4.sub(x, f32x4.sub(rounded, f32x4.splat(ROUNDER)));
  let p = f32x4.splat(1.3264726899e-3);
  p = f32x4.add(f32x4.mul(p, f), f32x4.splat(9.6715126606e-3));
  p = f32x4.add(f32x4.mul(p, f), f32x4.splat(5.5507337442e-2));
  p = f32x4.add(f32x4.mul(p, f), f32x4.splat(2.4022242085e-1));
  p = f32x4.add(f32x4.mul(p, f), f32x4.splat(6.9314697760e-1));
  p = f32x4.add(f32x4.mul(p, f), f32x4.splat(1));
  return i32x4.add(p, i32x4.shl(rounded, 23));
}

/** eˣ for x ≤ 0, 0 below −80. */
// @ts-ignore: decorator
@inline
export function exp(x: v128): v128 {
  const y = f32x4.max(f32x4.mul(x, f32x4.splat(LOG2_E)), f32x4.splat(-116));
  return v128.and(exp2(y), f32x4.gt(x, f32x4.splat(-80)));
}

/** σ(x), with |x| cut at 15. */
// @ts-ignore: decorator
@inline
export function sigmoid(x: v128): v128 {
  // Pseudo-minimum and -maximum are one instruction each; NaN passes through them as well.
  const cut = f32x4.pmax(f32x4.pmin(x, f32x4.splat(LIMIT)), f32x4.splat(-LIMIT));
  const exp = exp2(f32x4.mul(cut, f32x4.splat(-LOG2_E)));
  return f32x4.div(f32x4.splat(1), f32x4.add(f32x4.splat(1), exp));
}

/** ln p for any normal p > 0, to within 2e-6 of it for p up to 1 (atanh series of the mantissa). */
// @ts-ignore: decorator
@inline
export function ln(p: v128): v128 {
  // p = m · 2ᵉ with m in [⅔, 4⁄3)
  const offset = i32x4.sub(p, i32x4.splat(0x3f2aaaab));
  const exponent = i32x4.shr_s(offset, 23);
  const m = i32x4.sub(p, i32x4.shl(exponent, 23));
  const t = f32x4.div(f32x4.sub(m, f32x4.splat(1)), f32x4.add(m, f32x4.splat(1)));
  const t2 = f32x4.mul(t, t);
  let s = f32x4.add(f32x4.mul(t2, f32x4.splat(0.2857142857)), f32x4.splat(0.4));
  s = f32x4.add(f32x4.mul(s, t2), f32x4.splat(0.6666666667));
  s = f32x4.add(f32x4.mul(s, t2), f32x4.splat(2));
  const e = f32x4.mul(f32x4.convert_i32x4_s(exponent), f32x4.splat(LN_2));
  return f32x4.add(e, f32x4.mul(s, t));
}

// Weights have 22 bits behind the point (Pillow's PRECISION_BITS) and come split: 65,536 · high + low,
// each of 16 bits, so that one instruction multiplies eight and adds them up two by two. Sums wrap at
// 32 bits, which loses nothing: the whole fits.

// @ts-ignore: decorator
@inline
const precisionBits: i32 = 22;

/** What sums of low parts begin with: a half, so that cutting off what is behind the point rounds. */
// @ts-ignore: decorator
@inline
export function half(): v128 { return i32x4.splat(1 << (precisionBits - 1)); }

/** sum + a₀w₀ + a₁w₁, in each of four lanes. */
// @ts-ignore: decorator
@inline
export function addPairs(sum: v128, pixels: v128, weights: v128): v128 {
  return i32x4.add(sum, i32x4.dot_i16x8_s(pixels, weights));
}

/** What stands before the point; it may lie outside of 0 to 255 still. */
// @ts-ignore: decorator
@inline
export function whole(high: v128, low: v128): v128 {
  return i32x4.shr_s(i32x4.add(i32x4.shl(high, 16), low), precisionBits);
}

/** Sixteen results as bytes, clamped. */
// @ts-ignore: decorator
@inline
export function clamped(a: v128, b: v128, c: v128, d: v128): v128 {
  return i8x16.narrow_i16x8_u(i16x8.narrow_i32x4_s(a, b), i16x8.narrow_i32x4_s(c, d));
}

// What every kernel does with vectors of four floats.

/** a + b·c, fused where the module is built with relaxed SIMD. */
// @ts-ignore: decorator
@inline
export function mulAdd(a: v128, b: v128, c: v128): v128 {
  return ASC_FEATURE_RELAXED_SIMD ? f32x4.relaxed_madd(b, c, a) : f32x4.add(a, f32x4.mul(b, c));
}

/** The sums of the lanes of four vectors. */
// @ts-ignore: decorator
@inline
export function sums(a: v128, b: v128, c: v128, d: v128): v128 {
  const ab = f32x4.add(f32x4.shuffle(a, b, 0, 4, 1, 5), f32x4.shuffle(a, b, 2, 6, 3, 7));
  const cd = f32x4.add(f32x4.shuffle(c, d, 0, 4, 1, 5), f32x4.shuffle(c, d, 2, 6, 3, 7));
  return f32x4.add(f32x4.shuffle(ab, cd, 0, 1, 4, 5), f32x4.shuffle(ab, cd, 2, 3, 6, 7));
}

// @ts-ignore: decorator
@inline
export function lane0(v: v128): v128 { return f32x4.shuffle(v, v, 0, 0, 0, 0); }
// @ts-ignore: decorator
@inline
export function lane1(v: v128): v128 { return f32x4.shuffle(v, v, 1, 1, 1, 1); }
// @ts-ignore: decorator
@inline
export function lane2(v: v128): v128 { return f32x4.shuffle(v, v, 2, 2, 2, 2); }
// @ts-ignore: decorator
@inline
export function lane3(v: v128): v128 { return f32x4.shuffle(v, v, 3, 3, 3, 3); }

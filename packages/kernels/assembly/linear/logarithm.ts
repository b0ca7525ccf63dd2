// The logarithm in double precision. The standard library's has tables, which kernels must not have.

/** ln x for normal x > 0, to within 1e-15 of it: 2 artanh of the mantissa, and whole powers of two. */
export function ln(x: f64): f64 {
  // x = m · 2ᵉ with m in [√½, √2)
  const offset = reinterpret<i64>(x) - 0x3fe6a09e667f3bcd;
  const exponent = offset >> 52;
  const m = reinterpret<f64>(reinterpret<i64>(x) - (exponent << 52));
  const t = (m - 1) / (m + 1);
  const t2 = t * t;
  let s: f64 = 2.0 / 21;
  s = s * t2 + 2.0 / 19;
  s = s * t2 + 2.0 / 17;
  s = s * t2 + 2.0 / 15;
  s = s * t2 + 2.0 / 13;
  s = s * t2 + 2.0 / 11;
  s = s * t2 + 2.0 / 9;
  s = s * t2 + 2.0 / 7;
  s = s * t2 + 2.0 / 5;
  s = s * t2 + 2.0 / 3;
  s = s * t2 + 2;
  return <f64>exponent * 0.6931471805599453 + s * t;
}

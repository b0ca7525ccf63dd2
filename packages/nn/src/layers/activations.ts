import type { Ops } from '../network/ops.js';

/** `x · sigmoid(x)` (Elfwing et al., 2018), also called swish. */
export function silu<T>(ops: Ops<T>, x: T): T {
  return ops.multiply(x, ops.sigmoid(x));
}

/** `x · Φ(x)` with the normal distribution's Φ, exactly (Hendrycks & Gimpel, 2016). */
export function gelu<T>(ops: Ops<T>, x: T): T {
  const phi = ops.add(ops.erf(ops.multiply(x, ops.constant(Math.SQRT1_2))), ops.constant(1));
  return ops.multiply(ops.multiply(x, ops.constant(0.5)), phi);
}

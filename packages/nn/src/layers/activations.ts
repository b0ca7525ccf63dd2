import type { Ops } from '../network/ops.js';

/**
 * `x · sigmoid(x)` (Elfwing et al., 2018), also called swish.
 *
 * @example
 * ```ts
 * import { compileNetwork, type Network, silu } from '@tovec/nn';
 *
 * const network: Network = (ops, _, { x }) => ({ y: silu(ops, x!) });
 * await using compiled = await compileNetwork(network, { inputs: { x: { shape: ['n'] } }, weights: new Map() });
 * const { y } = await compiled.run({ x: { data: Float32Array.of(-1, 0, 1), shape: [3] } });
 * console.log(Array.from(y!.data as Float32Array, (value) => value.toFixed(3))); // [ '-0.269', '0.000', '0.731' ]
 * ```
 */
export function silu<T>(ops: Ops<T>, x: T): T {
  return ops.multiply(x, ops.sigmoid(x));
}

/**
 * `x · Φ(x)` with the normal distribution's Φ, exactly (Hendrycks & Gimpel, 2016).
 *
 * @example
 * ```ts
 * import { compileNetwork, gelu, type Network } from '@tovec/nn';
 *
 * const network: Network = (ops, _, { x }) => ({ y: gelu(ops, x!) });
 * await using compiled = await compileNetwork(network, { inputs: { x: { shape: ['n'] } }, weights: new Map() });
 * const { y } = await compiled.run({ x: { data: Float32Array.of(-1, 0, 1), shape: [3] } });
 * console.log(Array.from(y!.data as Float32Array, (value) => value.toFixed(3))); // [ '-0.159', '0.000', '0.841' ]
 * ```
 */
export function gelu<T>(ops: Ops<T>, x: T): T {
  const phi = ops.add(ops.erf(ops.multiply(x, ops.constant(Math.SQRT1_2))), ops.constant(1));
  return ops.multiply(ops.multiply(x, ops.constant(0.5)), phi);
}

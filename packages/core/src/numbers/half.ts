/** The number that 16 bits stand for as IEEE 754 binary16. */
export function fromFloat16(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return sign * (1024 + fraction) * 2 ** (exponent - 25);
}

/**
 * The bits of the IEEE 754 binary16 nearest to a number; of two as near, the even one.
 *
 * @example
 * ```ts
 * import { fromFloat16, toFloat16 } from '@tovec/core';
 *
 * console.log(toFloat16(0.1), fromFloat16(toFloat16(0.1))); // 11878 0.0999755859375
 * ```
 */
export function toFloat16(value: number): number {
  asFloat[0] = value;
  const bits = asBits[0]!;
  const sign = (bits >>> 16) & 0x8000;
  const magnitude = bits & 0x7fffffff;
  if (magnitude > 0x7f800000) return sign | 0x7e00;
  // From halfway between the largest number and the next power of two on, it is infinite.
  if (magnitude >= 0x477ff000) return sign | 0x7c00;
  if (magnitude < 0x38800000) {
    // Below 2^-14 steps are 2^-24 wide; adding 2^52 leaves no room for less than a whole one.
    return sign | (Math.abs(asFloat[0]!) * 2 ** 24 + 2 ** 52 - 2 ** 52);
  }
  const rounded = magnitude + 0xfff + ((magnitude >> 13) & 1);
  return sign | ((rounded - 0x38000000) >> 13);
}

/** The number that 16 bits stand for as bfloat16: the upper half of a float32. */
export function fromBfloat16(bits: number): number {
  asBits[0] = bits << 16;
  return asFloat[0]!;
}

/**
 * The number that 8 bits stand for with 4 of exponent and 3 of fraction, no infinities, as in
 * Micikevicius et al., "FP8 formats for deep learning", 2022.
 */
export function fromFloat8E4M3(bits: number): number {
  const sign = bits & 0x80 ? -1 : 1;
  const exponent = (bits >> 3) & 15;
  const fraction = bits & 7;
  if ((bits & 0x7f) === 0x7f) return Number.NaN;
  if (exponent === 0) return sign * fraction * 2 ** -9;
  return sign * (8 + fraction) * 2 ** (exponent - 10);
}

/** The number that 8 bits stand for with 5 of exponent and 2 of fraction: the upper half of a binary16. */
export function fromFloat8E5M2(bits: number): number {
  return fromFloat16(bits << 8);
}

const asBits = new Uint32Array(1);
const asFloat = new Float32Array(asBits.buffer);

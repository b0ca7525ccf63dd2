import { check } from './check.js';

/** Arrays that {@link Random.shuffle} takes. */
export type Shuffleable =
  | unknown[]
  | Int8Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | Float32Array
  | Float64Array;

/** A stream of random numbers; the same seed and path give the same stream everywhere. */
export interface Random {
  /** An integer from 0 to 2³² − 1: the high half of the next 64 bits. */
  uint32(): number;
  /** A number in [0, 1): the top 53 of the next 64 bits, divided by 2⁵³. */
  float(): number;
  /** An integer from 0 to `below` − 1, each equally likely (Lemire's method with rejection). */
  integer(below: number): number;
  /** A normally distributed number, mean 0, variance 1 (Marsaglia's polar method). */
  normal(): number;
  /** Puts the array into random order, in place (Fisher–Yates from the end), and returns it. */
  shuffle<T extends Shuffleable>(array: T): T;
}

const MASK = (1n << 64n) - 1n;
const GAMMA = 0x9e3779b97f4a7c15n;
const INTEGER_BOUNDS = { min: 1, max: 0x100000000 };

/**
 * The 64-bit state a stream starts from: one number for each (seed, path), e.g. a stream of its own
 * for each epoch and worker. `s = mix64(seed)`, then `s = mix64(s + GAMMA · (p + 1))` for each `p`
 * of the path, all modulo 2⁶⁴, with SplitMix64's finaliser and GAMMA = 0x9E3779B97F4A7C15. The
 * kernels start their generators from the same number.
 *
 * @param seed any safe integer; negative ones are taken modulo 2⁶⁴
 * @throws InvalidInputError when the seed or a part of the path is not an integer
 *
 * @example
 * ```ts
 * import { deriveSeed } from '@tovec/core';
 *
 * console.log(deriveSeed(0), deriveSeed(1, 2, 3) === deriveSeed(1, 3, 2)); // 0n false
 * ```
 */
export function deriveSeed(seed: number, ...path: number[]): bigint {
  let state = mix64(BigInt(check.integer('seed', seed)) & MASK);
  for (const part of path) {
    const step = BigInt(check.integer('seed path', part, { min: 0 })) + 1n;
    state = mix64((state + GAMMA * step) & MASK);
  }
  return state;
}

/** SplitMix64's finaliser (Steele, Lea and Flood, 2014; constants of Stafford's variant 13). */
function mix64(value: bigint): bigint {
  let z = value;
  z = ((z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n) & MASK;
  z = ((z ^ (z >> 27n)) * 0x94d049bb133111ebn) & MASK;
  return z ^ (z >> 31n);
}

/**
 * The project's one random generator, SplitMix64 (Steele, Lea and Flood, "Fast splittable
 * pseudorandom number generators", 2014), started from {@link deriveSeed}.
 *
 * Not for secrets: it is predictable by design.
 *
 * @throws InvalidInputError when the seed or a part of the path is not an integer
 *
 * @example
 * ```ts
 * import { createRandom } from '@tovec/core';
 *
 * const random = createRandom(1);
 * console.log(random.uint32(), random.integer(6), random.shuffle(['a', 'b', 'c']));
 * // 3220144176 2 [ 'a', 'c', 'b' ]
 * ```
 */
export function createRandom(seed: number, ...path: number[]): Random {
  const state = deriveSeed(seed, ...path);
  return new SplitMix64(Number(state >> 32n), Number(state & 0xffffffffn));
}

/** 64-bit arithmetic on two 32-bit halves: some fifty times faster than on bigints. */
class SplitMix64 implements Random {
  private high: number;
  private low: number;
  private lowBits = 0;
  private spareNormal: number | undefined;

  constructor(high: number, low: number) {
    this.high = high | 0;
    this.low = low | 0;
  }

  /** Steps the generator; returns the high half and leaves the low half in `lowBits`. */
  private next(): number {
    const low = (this.low >>> 0) + 0x7f4a7c15;
    this.high = (this.high + 0x9e3779b9 + (low > 0xffffffff ? 1 : 0)) | 0;
    this.low = low | 0;
    let zh = this.high;
    let zl = this.low;

    zl ^= (zl >>> 30) | (zh << 2);
    zh ^= zh >>> 30;
    let productHigh = multiplyHigh(zl, 0x1ce4e5b9);
    zh = (productHigh + Math.imul(zh, 0x1ce4e5b9) + Math.imul(zl, 0xbf58476d)) | 0;
    zl = Math.imul(zl, 0x1ce4e5b9);

    zl ^= (zl >>> 27) | (zh << 5);
    zh ^= zh >>> 27;
    productHigh = multiplyHigh(zl, 0x133111eb);
    zh = (productHigh + Math.imul(zh, 0x133111eb) + Math.imul(zl, 0x94d049bb)) | 0;
    zl = Math.imul(zl, 0x133111eb);

    this.lowBits = (zl ^ ((zl >>> 31) | (zh << 1))) >>> 0;
    return (zh ^ (zh >>> 31)) >>> 0;
  }

  uint32(): number {
    return this.next();
  }

  float(): number {
    const high = this.next();
    return (high * 0x200000 + (this.lowBits >>> 11)) / 0x20000000000000;
  }

  integer(below: number): number {
    check.integer('below', below, INTEGER_BOUNDS);
    if (below === 0x100000000) return this.next();
    for (;;) {
      const drawn = this.next();
      const low = Math.imul(drawn, below) >>> 0;
      // Lemire, 2019: the first 2³² mod `below` low halves would make some results likelier.
      if (low >= below || low >= 0x100000000 % below) return multiplyHigh(drawn, below);
    }
  }

  normal(): number {
    if (this.spareNormal !== undefined) {
      const spare = this.spareNormal;
      this.spareNormal = undefined;
      return spare;
    }
    for (;;) {
      const x = 2 * this.float() - 1;
      const y = 2 * this.float() - 1;
      const square = x * x + y * y;
      if (square > 0 && square < 1) {
        const scale = Math.sqrt((-2 * Math.log(square)) / square);
        this.spareNormal = y * scale;
        return x * scale;
      }
    }
  }

  shuffle<T extends Shuffleable>(array: T): T {
    const values = array as unknown[];
    for (let last = values.length - 1; last > 0; last--) {
      const other = this.integer(last + 1);
      const value = values[last];
      values[last] = values[other];
      values[other] = value;
    }
    return array;
  }
}

/** The high 32 bits of the product of two unsigned 32-bit integers. */
function multiplyHigh(a: number, b: number): number {
  const a0 = a & 0xffff;
  const a1 = a >>> 16;
  const b0 = b & 0xffff;
  const b1 = b >>> 16;
  // Each partial product is below 2^32, so their sums stay exact in a double.
  const middle = a1 * b0 + a0 * b1 + (((a0 * b0) >>> 16) >>> 0);
  return (a1 * b1 + Math.floor(middle / 0x10000)) >>> 0;
}

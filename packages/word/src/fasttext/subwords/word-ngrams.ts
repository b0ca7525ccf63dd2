import type { SubwordRules } from './subword-rows.js';

/** What fastText multiplies the hash of a sequence of words with before it adds the next one's. */
const factor = 116_049_371;

/**
 * Puts the rows of all sequences of 2 to `longest` words behind `rows`, as fastText does: the hashes
 * of the words, taken for signed numbers, make a 64-bit one that chooses the bucket.
 *
 * @param hashes of the words of a text (`hashBytes`), in order
 */
export function pushWordNgramRows(
  hashes: readonly number[],
  longest: number,
  { bucket, words, pruned }: SubwordRules,
  rows: { push(row: number): unknown },
): void {
  if (bucket < 1) return;
  for (let first = 0; first < hashes.length; first++) {
    // The 64 bits in two halves; a negative hash fills the upper one with ones.
    let low = hashes[first]! | 0;
    let high = low >> 31;
    const end = Math.min(hashes.length, first + longest);
    for (let next = first + 1; next < end; next++) {
      const added = hashes[next]! | 0;
      high = (Math.imul(high, factor) + upperHalf(low >>> 0)) | 0;
      low = Math.imul(low, factor);
      const sum = (low >>> 0) + (added >>> 0);
      high = (high + (added >> 31) + (sum >= 2 ** 32 ? 1 : 0)) | 0;
      low = sum | 0;
      const slot = remainder(high >>> 0, low >>> 0, bucket);
      const row = pruned ? pruned.get(slot) : slot;
      if (row >= 0) rows.push(words + row);
    }
  }
}

/** The upper 32 bits of `low · factor`. */
function upperHalf(low: number): number {
  // Both products are below 2⁵³: the factor has 27 bits, half of `low` has 16.
  const upper = (low >>> 16) * factor + Math.floor(((low & 0xffff) * factor) / 2 ** 16);
  return Math.floor(upper / 2 ** 16);
}

/** (high · 2³² + low) mod divisor, for a divisor of up to 2³¹. */
function remainder(high: number, low: number, divisor: number): number {
  if (divisor <= 2 ** 21) return ((high % divisor) * 2 ** 32 + low) % divisor;
  const middle = ((high % divisor) * 2 ** 16 + (low >>> 16)) % divisor;
  return (middle * 2 ** 16 + (low & 0xffff)) % divisor;
}

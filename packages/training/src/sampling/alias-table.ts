/**
 * Walker's alias table (Vose's construction) for drawing from a discrete distribution with one
 * random number: slot `i` is one (threshold, other) pair of u32; a draw that falls on slot `i` means
 * `i` when a uniform u32 is at most the threshold, and `other` otherwise.
 *
 * @param weights non-negative, not all zero
 */
export function aliasTable(weights: Float64Array): Uint32Array {
  const count = weights.length;
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const scaled = weights.map((weight) => (weight / total) * count);
  const table = new Uint32Array(count * 2);
  const small: number[] = [];
  const large: number[] = [];
  scaled.forEach((share, slot) => {
    (share < 1 ? small : large).push(slot);
  });
  while (small.length > 0 && large.length > 0) {
    const less = small.pop()!;
    const more = large.pop()!;
    setSlot(less, scaled[less]!, more);
    scaled[more] = scaled[more]! - (1 - scaled[less]!);
    (scaled[more] < 1 ? small : large).push(more);
  }
  // What is left would be exactly 1 but for rounding.
  for (const slot of [...small, ...large]) setSlot(slot, 1, slot);
  return table;

  function setSlot(slot: number, share: number, other: number) {
    table[2 * slot] = Math.min(0xffffffff, Math.floor(share * 2 ** 32));
    table[2 * slot + 1] = other;
  }
}

/**
 * The noise distribution that negatives are drawn from: counts to the power of `exponent`, ¾ in
 * Mikolov et al. 2013.
 */
export function noiseWeights(counts: Float64Array, exponent: number): Float64Array {
  const weights = counts.map((count) => (count > 0 ? count ** exponent : 0));
  return weights.some((weight) => weight > 0) ? weights : weights.fill(1);
}

/** For each node the sum of its arcs' weights. */
export function weightSums(offsets: Uint32Array, weights: Float32Array): Float64Array {
  const sums = new Float64Array(offsets.length - 1);
  for (let node = 0; node < sums.length; node++) {
    for (let arc = offsets[node]!; arc < offsets[node + 1]!; arc++) sums[node]! += weights[arc]!;
  }
  return sums;
}

/**
 * For each node the weight below which an arc to it is weak: the mean of its own arcs' weights plus
 * `gamma` of their standard deviations, at least 0 (Liu et al. 2023, section 2.2).
 */
export function weakThresholds(
  offsets: Uint32Array,
  weights: Float32Array,
  gamma: number,
): Float32Array {
  const sums = weightSums(offsets, weights);
  return Float32Array.from(sums, (sum, node) => {
    const [first, end] = [offsets[node]!, offsets[node + 1]!];
    if (first === end) return 0;
    const mean = sum / (end - first);
    let squares = 0;
    for (let arc = first; arc < end; arc++) squares += (weights[arc]! - mean) ** 2;
    return Math.max(0, mean + gamma * Math.sqrt(squares / (end - first)));
  });
}

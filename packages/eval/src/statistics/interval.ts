/** Where a score would come to lie with other items of the same kind: see `BootstrapSettings`. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** The middle `confidence` of some values: the percentile interval (Efron and Tibshirani 1993). */
export function percentileInterval(values: Float64Array, confidence: number): Interval {
  const sorted = values.slice().sort();
  const tail = (1 - confidence) / 2;
  return { low: quantileOfSorted(sorted, tail), high: quantileOfSorted(sorted, 1 - tail) };
}

/** Between two values, in proportion, as NumPy's default has it. */
function quantileOfSorted(sorted: Float64Array, share: number): number {
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return low + (high - low) * (place - below);
}

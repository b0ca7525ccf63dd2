/** The middle of some numbers; the mean of the two middle ones of an even number. */
export function median(values: readonly number[]): number {
  if (values.length === 0) throw new Error('there is no median of nothing');
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  if (sorted.length % 2 === 1) return sorted[middle]!;
  return (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Every other round the other way round, so that a drift of the machine meets all alike. */
export function inTurn<Item>(items: readonly Item[], round: number): Item[] {
  return round % 2 === 0 ? [...items] : [...items].reverse();
}

/** The median of what `value` finds in the runs; undefined when it finds nothing. */
export function medianOf<Run>(
  runs: readonly Run[],
  value: (run: Run) => number | undefined,
): number | undefined {
  const values = runs.map(value).filter((found) => found !== undefined);
  return values.length > 0 ? median(values) : undefined;
}

/** Student's t that leaves 2.5 % above it, by degrees of freedom from 1. */
const quantiles = [
  ...[12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16],
  ...[2.145, 2.131, 2.12, 2.11, 2.101, 2.093, 2.086],
];

/** The mean of some numbers and its 95 % confidence interval, to either side; none of fewer than two. */
export function meanInterval(
  values: readonly number[],
): { readonly mean: number; readonly halfWidth: number } | undefined {
  const n = values.length;
  if (n < 2) return undefined;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1);
  const quantile = quantiles[n - 2] ?? 1.96;
  return { mean, halfWidth: quantile * Math.sqrt(variance / n) };
}

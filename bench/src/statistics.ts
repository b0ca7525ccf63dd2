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

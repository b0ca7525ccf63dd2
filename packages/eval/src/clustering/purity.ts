/** Clusters beside categories. */
export interface Purity {
  /** The share of items that are of the most frequent category of their cluster. */
  readonly purity: number;
  /** Whether each item is one of those. */
  readonly right: readonly boolean[];
  /** The most frequent category of each cluster, by its label. */
  readonly majorities: ReadonlyMap<number, string>;
}

/** How pure clusters are: each stands for its most frequent category. */
export function purityOf(labels: ArrayLike<number>, categories: readonly string[]): Purity {
  const counts = new Map<number, Map<string, number>>();
  for (const [item, category] of categories.entries()) {
    const label = labels[item]!;
    const inCluster = counts.get(label) ?? new Map<string, number>();
    inCluster.set(category, (inCluster.get(category) ?? 0) + 1);
    counts.set(label, inCluster);
  }
  const majorities = new Map<number, string>();
  for (const [label, inCluster] of counts) {
    const [most] = [...inCluster].sort(([, a], [, b]) => b - a);
    majorities.set(label, most![0]);
  }
  const right = categories.map((category, item) => majorities.get(labels[item]!) === category);
  return { purity: right.filter(Boolean).length / right.length, right, majorities };
}

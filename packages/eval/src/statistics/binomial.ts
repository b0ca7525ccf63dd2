/** How likely a binomial count is to be at most so large. */
export interface BinomialDistribution {
  /** The smallest count that is likely enough to be told apart from none. */
  readonly first: number;
  /** P(count ≤ first + at); the last one is 1. */
  readonly cumulative: Float64Array;
}

/** What is less likely than this, beside the likeliest count, is left out. */
const negligible = 1e-18;

/** The distribution of how many of `trials` succeed when each does with `probability`. */
export function binomialDistribution(trials: number, probability: number): BinomialDistribution {
  const mode = Math.min(trials, Math.floor((trials + 1) * probability));
  const odds = probability / (1 - probability);
  const above = [1];
  for (let count = mode; count < trials && above.at(-1)! > negligible; count++) {
    above.push(above.at(-1)! * ((trials - count) / (count + 1)) * odds);
  }
  const below: number[] = [];
  for (let count = mode, last = 1; count > 0 && last > negligible; count--) {
    last *= count / (trials - count + 1) / odds;
    below.push(last);
  }
  const relative = [...below.reverse(), ...above];
  const total = relative.reduce((sum, value) => sum + value, 0);
  let sum = 0;
  const cumulative = Float64Array.from(relative, (value) => {
    sum += value;
    return sum / total;
  });
  cumulative[cumulative.length - 1] = 1;
  return { first: mode - below.length, cumulative };
}

/** The smallest count that is not exceeded with at least this probability. */
export function binomialQuantile(
  { first, cumulative }: BinomialDistribution,
  share: number,
): number {
  let [low, high] = [0, cumulative.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (cumulative[middle]! >= share) high = middle;
    else low = middle + 1;
  }
  return first + low;
}

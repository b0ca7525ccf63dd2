/**
 * Spearman's rank correlation, equal values sharing the mean of their ranks; null when one side has
 * fewer than two different values.
 */
export function spearman(xs: readonly number[], ys: readonly number[]): number | null {
  return pearson(averageRanks(xs), averageRanks(ys));
}

/** Pearson's correlation; null when one side has fewer than two different values. */
export function pearson(xs: readonly number[], ys: readonly number[]): number | null {
  const meanX = mean(xs);
  const meanY = mean(ys);
  let products = 0;
  let squaresX = 0;
  let squaresY = 0;
  for (const [at, x] of xs.entries()) {
    const dx = x - meanX;
    const dy = ys[at]! - meanY;
    products += dx * dy;
    squaresX += dx * dx;
    squaresY += dy * dy;
  }
  const scale = Math.sqrt(squaresX * squaresY);
  return scale > 0 ? Math.min(1, Math.max(-1, products / scale)) : null;
}

/** The rank of each value, from 1 for the smallest; equal values get the mean of their ranks. */
export function averageRanks(values: readonly number[]): number[] {
  const order = values.map((_, at) => at).sort((a, b) => values[a]! - values[b]!);
  const ranks = new Array<number>(values.length);
  for (let first = 0; first < order.length; ) {
    let next = first + 1;
    while (next < order.length && values[order[next]!] === values[order[first]!]) next++;
    for (let at = first; at < next; at++) ranks[order[at]!] = (first + 1 + next) / 2;
    first = next;
  }
  return ranks;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

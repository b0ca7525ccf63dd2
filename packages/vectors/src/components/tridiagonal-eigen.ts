/** Far more rounds than the method ever needs. */
const mostRounds = 60;

/**
 * All eigenvalues of a symmetric tridiagonal matrix, falling, and their vectors, by the QL method with
 * implicit shifts (Bowdler, Martin, Reinsch and Wilkinson 1968; EISPACK's tql2).
 *
 * @param below `below[at]` stands between `diagonal[at]` and `diagonal[at + 1]`; the last is passed over
 */
export function tridiagonalEigen(
  diagonal: readonly number[],
  below: readonly number[],
): { values: number[]; vectors: Float64Array[] } {
  const size = diagonal.length;
  const d = Float64Array.from(diagonal);
  const e = Float64Array.from(below).fill(0, size - 1);
  // Each row becomes an eigenvector.
  const vectors = Array.from(d, (_, row) => new Float64Array(size).fill(1, row, row + 1));
  for (let first = 0; first < size; first++) {
    for (let round = 0; round < mostRounds; round++) {
      const last = firstSmall(d, e, first);
      if (last === first) break;
      chase(d, e, first, last, vectors);
    }
  }
  const order = Array.from(d, (_, at) => at).sort((a, b) => d[b]! - d[a]!);
  return { values: order.map((at) => d[at]!), vectors: order.map((at) => vectors[at]!) };
}

/** Where the matrix falls into two, from `first` on: there is nothing below that diagonal number. */
function firstSmall(d: Float64Array, e: Float64Array, first: number): number {
  for (let at = first; at < d.length - 1; at++) {
    if (Math.abs(e[at]!) <= Number.EPSILON * (Math.abs(d[at]!) + Math.abs(d[at + 1]!))) return at;
  }
  return d.length - 1;
}

/** One round of QL between two places: rotations chase the shift from the last to the first. */
function chase(
  d: Float64Array,
  e: Float64Array,
  first: number,
  last: number,
  vectors: readonly Float64Array[],
): void {
  const half = (d[first + 1]! - d[first]!) / (2 * e[first]!);
  const root = Math.hypot(half, 1);
  let g = d[last]! - d[first]! + e[first]! / (half + (half < 0 ? -root : root));
  let [sine, cosine, p] = [1, 1, 0];
  for (let at = last - 1; at >= first; at--) {
    const f = sine * e[at]!;
    const b = cosine * e[at]!;
    const r = Math.hypot(f, g);
    e[at + 1] = r;
    if (r === 0) {
      d[at + 1]! -= p;
      e[last] = 0;
      return;
    }
    sine = f / r;
    cosine = g / r;
    g = d[at + 1]! - p;
    const turned = (d[at]! - g) * sine + 2 * cosine * b;
    p = sine * turned;
    d[at + 1] = g + p;
    g = cosine * turned - b;
    rotate(vectors[at]!, vectors[at + 1]!, sine, cosine);
  }
  d[first]! -= p;
  e[first] = g;
  e[last] = 0;
}

function rotate(lower: Float64Array, upper: Float64Array, sine: number, cosine: number): void {
  for (let at = 0; at < lower.length; at++) {
    const [low, high] = [lower[at]!, upper[at]!];
    upper[at] = sine * low + cosine * high;
    lower[at] = cosine * low - sine * high;
  }
}

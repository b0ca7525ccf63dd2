/** The dot product, in float64. */
export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += a[at]! * b[at]!;
  return sum;
}

/** The cosine of two vectors, in float64; 0 with a zero vector. */
export function cosine(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return dot(a, b) / (Math.sqrt(dot(a, a)) * Math.sqrt(dot(b, b)) || 1);
}

/** The square of the Euclidean distance, in float64. */
export function squaredDistance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += (a[at]! - b[at]!) ** 2;
  return sum;
}

/** The mean of vectors, in float64; zeros where there are none. */
export function meanOf(
  vectors: Iterable<ArrayLike<number>>,
  dimensions: number,
): Float64Array<ArrayBuffer> {
  const mean = new Float64Array(dimensions);
  let count = 0;
  for (const vector of vectors) {
    count++;
    for (let at = 0; at < dimensions; at++) mean[at]! += vector[at]!;
  }
  return count === 0 ? mean : mean.map((sum) => sum / count);
}

import { cosine, squaredDistance } from '../statistics/geometry.js';

/** How far apart vectors are: 1 − cosine, or the square of the Euclidean distance. */
export type Distance = 'cosine' | 'squared-euclidean';

/** A symmetric matrix without its diagonal: row by row, the places right of it. */
export class PairMatrix {
  readonly values: Float64Array;

  constructor(
    readonly size: number,
    values?: Float64Array,
  ) {
    this.values = values ?? new Float64Array((size * (size - 1)) / 2);
  }

  get(a: number, b: number): number {
    return this.values[this.at(a, b)]!;
  }

  set(a: number, b: number, value: number): void {
    this.values[this.at(a, b)] = value;
  }

  /** The same numbers, for whoever changes them. */
  copy(): PairMatrix {
    return new PairMatrix(this.size, this.values.slice());
  }

  private at(a: number, b: number): number {
    const [row, column] = a < b ? [a, b] : [b, a];
    return row * this.size - (row * (row + 1)) / 2 + column - row - 1;
  }
}

/** The distance of each two of some vectors. */
export function pairwiseDistances(
  vectors: readonly ArrayLike<number>[],
  distance: Distance,
): PairMatrix {
  const pairs = new PairMatrix(vectors.length);
  const between =
    distance === 'cosine'
      ? (a: ArrayLike<number>, b: ArrayLike<number>) => 1 - cosine(a, b)
      : squaredDistance;
  for (let a = 0; a < vectors.length; a++) {
    for (let b = a + 1; b < vectors.length; b++) {
      pairs.set(a, b, between(vectors[a]!, vectors[b]!));
    }
  }
  return pairs;
}

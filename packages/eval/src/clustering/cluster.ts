import { agglomerate } from './agglomerate.js';
import { type Distance, type PairMatrix, pairwiseDistances } from './distances.js';
import { kMeans } from './k-means.js';

/** The ways to cluster that word-embeddings-benchmarks tries (Jastrzębski et al. 2017). */
export const clusteringMethods = [
  ...(['ward', 'average-cosine', 'complete-cosine'] as const),
  ...(['average-euclidean', 'complete-euclidean', 'k-means'] as const),
] as const;

/**
 * `k-means`, or hierarchical clustering: by Ward's criterion over Euclidean distances, or by the
 * mean or the greatest distance between the members of two clusters.
 */
export type ClusteringMethod = (typeof clusteringMethods)[number];

/** Clusters the same vectors in several ways, and measures each distance once. */
export class Clusterer {
  private readonly distances = new Map<Distance | 'euclidean', PairMatrix>();

  constructor(
    private readonly vectors: readonly ArrayLike<number>[],
    private readonly seed: number,
  ) {}

  /** The cluster of each vector. */
  async cluster(method: ClusteringMethod, count: number): Promise<Uint32Array> {
    switch (method) {
      case 'k-means':
        return (await kMeans(this.vectors, { count, seed: this.seed })).labels;
      case 'ward':
        return agglomerate(this.between('squared-euclidean'), 'ward', count);
      default: {
        const [linkage, distance] = method.split('-') as ['average', 'cosine' | 'euclidean'];
        return agglomerate(this.between(distance), linkage, count);
      }
    }
  }

  private between(distance: Distance | 'euclidean'): PairMatrix {
    const known = this.distances.get(distance);
    if (known) return known;
    const pairs =
      distance === 'euclidean'
        ? rooted(this.between('squared-euclidean'))
        : pairwiseDistances(this.vectors, distance);
    this.distances.set(distance, pairs);
    return pairs;
  }
}

function rooted(squares: PairMatrix): PairMatrix {
  const pairs = squares.copy();
  for (let at = 0; at < pairs.values.length; at++) pairs.values[at] = Math.sqrt(pairs.values[at]!);
  return pairs;
}

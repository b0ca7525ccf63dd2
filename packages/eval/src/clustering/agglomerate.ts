import type { PairMatrix } from './distances.js';

/**
 * How far two clusters are apart: as their farthest members (`complete`), as the mean over all pairs
 * (`average`), or by how much joining them adds to the squares within (`ward`, over squared
 * Euclidean distances).
 */
export type Linkage = 'average' | 'complete' | 'ward';

/** Two clusters joined, each named by one of its members. */
interface Merge {
  readonly a: number;
  readonly b: number;
  readonly height: number;
}

/**
 * Hierarchical clustering: joins the two nearest clusters until `count` are left. Found by chains of
 * nearest neighbours (Murtagh 1983), in the square of the number of items.
 *
 * @returns the cluster of each item, from 0, in the order of their first items
 */
export function agglomerate(distances: PairMatrix, linkage: Linkage, count: number): Uint32Array {
  const merges = mergesOf(distances.copy(), linkage);
  // What the chain finds first is not what lies lowest.
  merges.sort((x, y) => x.height - y.height);
  const parents = Uint32Array.from({ length: distances.size }, (_, item) => item);
  const rootOf = (item: number): number => {
    let root = item;
    while (parents[root] !== root) root = parents[root]!;
    return root;
  };
  for (const { a, b } of merges.slice(0, Math.max(0, distances.size - count))) {
    parents[rootOf(a)] = rootOf(b);
  }
  const labels = new Map<number, number>();
  return parents.map((_, item) => {
    const root = rootOf(item);
    if (!labels.has(root)) labels.set(root, labels.size);
    return labels.get(root)!;
  });
}

function mergesOf(distances: PairMatrix, linkage: Linkage): Merge[] {
  const { size } = distances;
  const sizes = new Float64Array(size).fill(1);
  const merges: Merge[] = [];
  const chain: number[] = [];
  while (merges.length < size - 1) {
    if (chain.length === 0) chain.push(sizes.findIndex((members) => members > 0));
    const last = chain.at(-1)!;
    const before = chain.at(-2);
    // The one before wins a tie, or the chain would go round in circles.
    let nearest = before ?? -1;
    let height = before === undefined ? Number.POSITIVE_INFINITY : distances.get(last, before);
    for (let other = 0; other < size; other++) {
      if (sizes[other] === 0 || other === last) continue;
      const distance = distances.get(last, other);
      if (distance < height || nearest < 0) [nearest, height] = [other, distance];
    }
    if (nearest !== before) {
      chain.push(nearest);
      continue;
    }
    chain.length -= 2;
    merges.push({ a: last, b: nearest, height });
    join(distances, sizes, last, nearest, linkage);
  }
  return merges;
}

/** Makes `into` the union of both, and its distances those of the union (Lance and Williams 1967). */
function join(
  distances: PairMatrix,
  sizes: Float64Array,
  gone: number,
  into: number,
  linkage: Linkage,
): void {
  const [n, m] = [sizes[gone]!, sizes[into]!];
  const between = distances.get(gone, into);
  sizes[gone] = 0;
  for (let other = 0; other < sizes.length; other++) {
    const k = sizes[other]!;
    if (k === 0 || other === into) continue;
    const [x, y] = [distances.get(gone, other), distances.get(into, other)];
    const joined =
      linkage === 'complete'
        ? Math.max(x, y)
        : linkage === 'average'
          ? (n * x + m * y) / (n + m)
          : ((n + k) * x + (m + k) * y - k * between) / (n + m + k);
    distances.set(into, other, joined);
  }
  sizes[into] = n + m;
}

import { cosine } from '../statistics/geometry.js';

/**
 * Where an outlier comes among the members of a group when all are ordered by compactness, the mean
 * of their cosines with the others: from 0 for the most compact to 1 for the least.
 */
export function outlierPosition(
  members: readonly ArrayLike<number>[],
  outlier: ArrayLike<number>,
): number {
  const toOutlier = members.map((member) => cosine(member, outlier));
  const compactness = members.map((member, at) =>
    members.reduce(
      (sum, other, place) => (place === at ? sum : sum + cosine(member, other)),
      toOutlier[at]!,
    ),
  );
  const own = toOutlier.reduce((sum, value) => sum + value, 0);
  return compactness.filter((value) => value > own).length / members.length;
}

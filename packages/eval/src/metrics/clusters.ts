import { check } from '@tovec/core';
import { type Label, placeLabels } from './classes.js';

/** How many items of each class are in each cluster. */
export interface Contingency {
  /** `counts[class × clusters + cluster]` */
  readonly counts: Float64Array;
  readonly ofClass: Float64Array;
  readonly ofCluster: Float64Array;
  readonly total: number;
}

/** How well clusters and classes agree (Rosenberg and Hirschberg 2007), each from 0 to 1. */
export interface VMeasure {
  readonly homogeneity: number;
  readonly completeness: number;
  readonly vMeasure: number;
}

/** Counts items by class and cluster, each so often as its weight says, or once. */
export function contingencyOf(
  classes: ArrayLike<number>,
  clusters: ArrayLike<number>,
  weights?: ArrayLike<number>,
): Contingency {
  let [classCount, clusterCount] = [0, 0];
  for (let at = 0; at < classes.length; at++) {
    classCount = Math.max(classCount, classes[at]! + 1);
    clusterCount = Math.max(clusterCount, clusters[at]! + 1);
  }
  const counts = new Float64Array(classCount * clusterCount);
  const ofClass = new Float64Array(classCount);
  const ofCluster = new Float64Array(clusterCount);
  let total = 0;
  for (let at = 0; at < classes.length; at++) {
    const weight = weights?.[at] ?? 1;
    counts[classes[at]! * clusterCount + clusters[at]!]! += weight;
    ofClass[classes[at]!]! += weight;
    ofCluster[clusters[at]!]! += weight;
    total += weight;
  }
  return { counts, ofClass, ofCluster, total };
}

/** Entropy in nats. */
function entropyOf(counts: Float64Array, total: number): number {
  let sum = 0;
  for (const count of counts) if (count > 0) sum -= (count / total) * Math.log(count / total);
  return sum;
}

function mutualInformationOf({ counts, ofClass, ofCluster, total }: Contingency): number {
  let sum = 0;
  for (let at = 0; at < counts.length; at++) {
    const count = counts[at]!;
    if (count === 0) continue;
    const a = ofClass[Math.floor(at / ofCluster.length)]!;
    const b = ofCluster[at % ofCluster.length]!;
    sum += (count / total) * Math.log((count * total) / (a * b));
  }
  // What rounding leaves of nothing.
  return Math.max(0, sum);
}

/** {@link vMeasure} of counts; agreement of what cannot disagree is full. */
export function vMeasureOf(table: Contingency, beta = 1): VMeasure {
  const information = mutualInformationOf(table);
  const ofClasses = entropyOf(table.ofClass, table.total);
  const ofClusters = entropyOf(table.ofCluster, table.total);
  const homogeneity = ofClasses > 0 ? information / ofClasses : 1;
  const completeness = ofClusters > 0 ? information / ofClusters : 1;
  const sum = beta * homogeneity + completeness;
  const vMeasure = sum === 0 ? 0 : ((1 + beta) * homogeneity * completeness) / sum;
  return { homogeneity, completeness, vMeasure };
}

/** {@link normalizedMutualInformation} of counts. */
export function nmiOf(table: Contingency): number {
  const ofClasses = entropyOf(table.ofClass, table.total);
  const ofClusters = entropyOf(table.ofCluster, table.total);
  const mean = (ofClasses + ofClusters) / 2;
  // One class in one cluster is full agreement.
  return mean > 0 ? mutualInformationOf(table) / mean : 1;
}

/** {@link adjustedRandIndex} of counts. */
export function ariOf({ counts, ofClass, ofCluster, total }: Contingency): number {
  const squares = (values: Float64Array) => values.reduce((sum, value) => sum + value * value, 0);
  const [both, a, b] = [squares(counts), squares(ofClass), squares(ofCluster)];
  // Ordered pairs: together in both, in the clusters alone, in the classes alone, in neither.
  const together = both - total;
  const inClusters = b - both;
  const inClasses = a - both;
  const apart = total * total - a - b + both;
  if (inClusters === 0 && inClasses === 0) return 1;
  return (
    (2 * (together * apart - inClusters * inClasses)) /
    ((together + inClusters) * (inClusters + apart) + (together + inClasses) * (inClasses + apart))
  );
}

/** {@link purity} of counts. */
export function purityOfTable({ counts, ofCluster, total }: Contingency): number {
  const most = new Float64Array(ofCluster.length);
  for (let at = 0; at < counts.length; at++) {
    const cluster = at % ofCluster.length;
    most[cluster] = Math.max(most[cluster]!, counts[at]!);
  }
  return most.reduce((sum, count) => sum + count, 0) / total;
}

function tableOf(classes: readonly Label[], clusters: readonly Label[]): Contingency {
  const { expected } = placeLabels(classes, classes);
  if (clusters.length !== classes.length) placeLabels(classes, clusters);
  return contingencyOf(expected, placeLabels(clusters, clusters).expected);
}

/**
 * Homogeneity (is a cluster of one class?), completeness (is a class in one cluster?) and their harmonic
 * mean, the V-measure; with `beta` above 1 completeness weighs more. scikit-learn's
 * `homogeneity_completeness_v_measure`.
 *
 * @throws InvalidInputError when labels are none, or not equally many
 * @example
 * ```ts
 * import { vMeasure } from '@tovec/eval';
 *
 * const { homogeneity, completeness } = vMeasure(['a', 'a', 'b', 'b'], [0, 0, 1, 2]);
 * console.log(homogeneity, completeness.toFixed(3)); // 1 0.667
 * ```
 */
export function vMeasure(
  classes: readonly Label[],
  clusters: readonly Label[],
  beta = 1,
): VMeasure {
  check.number('beta', beta, { min: 0 });
  return vMeasureOf(tableOf(classes, clusters), beta);
}

/**
 * Normalised mutual information, by the mean of both entropies; scikit-learn's
 * `normalized_mutual_info_score`.
 *
 * @throws InvalidInputError when labels are none, or not equally many
 * @example
 * ```ts
 * import { normalizedMutualInformation } from '@tovec/eval';
 *
 * console.log(normalizedMutualInformation(['a', 'a', 'b', 'b'], [0, 0, 1, 2]).toFixed(3)); // 0.800
 * ```
 */
export function normalizedMutualInformation(
  classes: readonly Label[],
  clusters: readonly Label[],
): number {
  return nmiOf(tableOf(classes, clusters));
}

/**
 * The adjusted Rand index (Hubert and Arabie 1985): pairs that classes and clusters agree on, 0 where
 * that is what chance would give, 1 where it is all of them. scikit-learn's `adjusted_rand_score`.
 *
 * @throws InvalidInputError when labels are none, or not equally many
 * @example
 * ```ts
 * import { adjustedRandIndex } from '@tovec/eval';
 *
 * console.log(adjustedRandIndex(['a', 'a', 'b', 'b'], [0, 0, 1, 2]).toFixed(3)); // 0.571
 * ```
 */
export function adjustedRandIndex(classes: readonly Label[], clusters: readonly Label[]): number {
  return ariOf(tableOf(classes, clusters));
}

/**
 * The share of items that are of the most frequent class of their cluster.
 *
 * @throws InvalidInputError when labels are none, or not equally many
 * @example
 * ```ts
 * import { purity } from '@tovec/eval';
 *
 * console.log(purity(['a', 'a', 'b', 'b'], [0, 0, 0, 1])); // 0.75
 * ```
 */
export function purity(classes: readonly Label[], clusters: readonly Label[]): number {
  return purityOfTable(tableOf(classes, clusters));
}

import { check, createProgress, type Encoder, InvalidInputError } from '@tovec/core';
import { kMeans } from '../clustering/k-means.js';
import { purityOf } from '../clustering/purity.js';
import type { LabelledDataset } from '../datasets/labelled.js';
import { ariOf, contingencyOf, nmiOf, purityOfTable, vMeasureOf } from '../metrics/clusters.js';
import { silhouette } from '../metrics/silhouette.js';
import { type Labelling, labellingOf } from '../probe/labelling.js';
import { describeEncoder, provenanceOf, stopwatch } from '../results/result.js';
import { bootstrapTogether } from '../statistics/bootstrap.js';
import type { ClusteringOptions, ClusteringResult } from './clustering-types.js';
import { checkExtrinsicOptions } from './extrinsic-options.js';
import { embedDataset, listItems } from './labelled-items.js';
import { mapOf } from './vector-map.js';

/** More items than this are clustered in mini-batches, unless told otherwise. */
const manyItems = 100_000;

/**
 * Whether an encoder's vectors cluster as people label the items: k-means makes as many clusters as
 * there are classes, or as told, and they are held against the classes. The score is the V-measure;
 * normalised mutual information, adjusted Rand index, purity and silhouette stand beside it. Intervals
 * take the clusters as given.
 *
 * Items without a vector are left out and told of. All items count, those that a dataset has to test
 * with as well.
 *
 * @throws InvalidInputError for options that cannot be; for a dataset without items, of one class, or
 *   with several labels for an item; for more clusters than items; what the encoder throws
 * @example
 * ```ts
 * import { clustering, readLabelled } from '@tovec/eval';
 * import { createKeyedVectors } from '@tovec/vectors';
 *
 * const vectors = createKeyedVectors({
 *   items: ['cat', 'dog', 'cow', 'tea', 'milk'],
 *   matrix: Float32Array.of(5, 1, 5, 2, 2, 3, 1, 5, 2, 4),
 *   dimensions: 2,
 * });
 * const file = 'cat animal\ndog animal\ncow animal\ntea drink\nmilk drink\n';
 * const dataset = await readLabelled(new TextEncoder().encode(file), { name: 'farm' });
 * const { vMeasure, purity, clusters } = await clustering(vectors, dataset);
 * console.log(vMeasure?.toFixed(3), purity, clusters.map(({ size }) => size).sort()); // 0.433 0.8 [ 2, 3 ]
 * ```
 */
export async function clustering<Input>(
  encoder: Encoder<Input>,
  dataset: LabelledDataset<NoInfer<Input>>,
  options: ClusteringOptions = {},
): Promise<ClusteringResult> {
  const elapsed = stopwatch();
  const { bootstrap: settings, shared, own } = checkOptions(options);
  const list = listItems(dataset);
  const labelling = labellingOf(list.labels, false);
  const { signal, onProgress } = options;
  const { embedded, features, used, missing, coverage } = await embedDataset(
    ...([encoder, list, shared, options] as const),
  );
  const given = {
    ...own,
    clusters: own.clusters ?? labelling.classes.length,
    algorithm: own.algorithm ?? (used.length > manyItems ? 'mini-batch' : 'lloyd'),
  };
  if (given.clusters > used.length) {
    throw new InvalidInputError(
      `There are ${used.length} items with vectors, which cannot be put into ${given.clusters} clusters.`,
      { argument: 'clusters', given: given.clusters },
    );
  }
  const progress = createProgress({ phase: 'cluster', unit: 'steps', total: 3, onProgress });
  const vectors = Array.from(used, (item) => features.row(item));
  const { clusters: count, algorithm, starts, iterations, silhouetteSample } = given;
  const { seed } = settings;
  const { labels, inertia } = await kMeans(vectors, {
    ...{ count, seed, algorithm, starts, iterations, signal },
  });
  progress.report(1);
  const sample = Math.max(2, Math.min(silhouetteSample, used.length));
  const measured = await silhouette(vectors, Array.from(labels), { sample, seed, signal });
  progress.report(2);

  const classes = Uint32Array.from(used, (item) => labelling.lists[item]![0]!);
  const statistic = (weights?: ArrayLike<number>) => {
    const table = contingencyOf(classes, labels, weights);
    return [
      vMeasureOf(table, given.beta).vMeasure,
      nmiOf(table),
      ariOf(table),
      purityOfTable(table),
    ];
  };
  const [interval, nmiInterval, ariInterval, purityInterval] = await bootstrapTogether(
    ...([used.length, 4, statistic, settings, signal] as const),
  );
  const [, nmi, ari, purity] = statistic();
  const agreement = vMeasureOf(contingencyOf(classes, labels), given.beta);
  progress.report(3);
  const assigned: (number | null)[] = labelling.lists.map(() => null);
  for (const [at, item] of used.entries()) assigned[item] = labels[at]!;
  return {
    schemaVersion: 1,
    task: 'clustering',
    ...(await provenanceOf({
      ...{ dataset, encoder: describeEncoder(encoder, options), bootstrap: settings },
      seconds: elapsed(),
    })),
    primaryMetric: 'vMeasure',
    score: agreement.vMeasure,
    interval: interval!,
    coverage,
    options: { ...given, ...shared },
    ...agreement,
    ...{ nmi: nmi!, ari: ari!, purity: purity!, silhouette: measured, silhouetteItems: sample },
    ...{ nmiInterval: nmiInterval!, ariInterval: ariInterval!, purityInterval: purityInterval! },
    inertia,
    classes: labelling.classes,
    ...clustersOf(labelling, used, labels, count),
    items: labelling.lists.length,
    used: used.length,
    missingItems: missing,
    composedItems: embedded.composed.size,
    expected: labelling.lists.map(([only]) => only!),
    assigned,
    map: mapOf(features, labelling, used, seed),
  };
}

function checkOptions(options: ClusteringOptions) {
  const checked = checkExtrinsicOptions('ClusteringOptions', options, [
    ...['clusters', 'algorithm', 'starts', 'iterations', 'beta', 'silhouetteSample'],
  ]);
  const { clusters, algorithm, starts = 10, iterations = 300, beta = 1 } = options;
  const { silhouetteSample = 2000 } = options;
  if (clusters !== undefined) check.integer('clusters', clusters, { min: 1 });
  if (algorithm !== undefined) check.oneOf('algorithm', algorithm, ['lloyd', 'mini-batch']);
  check.integer('starts', starts, { min: 1 });
  check.integer('iterations', iterations, { min: 1 });
  check.number('beta', beta, { min: 0 });
  check.integer('silhouetteSample', silhouetteSample, { min: 2 });
  return { ...checked, own: { clusters, algorithm, starts, iterations, beta, silhouetteSample } };
}

function clustersOf(
  { classes, lists }: Labelling,
  used: Uint32Array,
  labels: Uint32Array,
  count: number,
): Pick<ClusteringResult, 'clusters' | 'contingency'> {
  const contingency = classes.map(() => new Array<number>(count).fill(0));
  for (const [at, item] of used.entries()) contingency[lists[item]![0]!]![labels[at]!]!++;
  const names = Array.from(used, (item) => classes[lists[item]![0]!]!);
  const { majorities } = purityOf(labels, names);
  const clusters = Array.from({ length: count }, (_, cluster) => ({
    size: contingency.reduce((sum, row) => sum + row[cluster]!, 0),
    majority: majorities.get(cluster) ?? '',
  }));
  return { clusters, contingency };
}

import { check, describeValue, type Encoder, InvalidInputError } from '@tovec/core';
import { Clusterer, type ClusteringMethod, clusteringMethods } from '../clustering/cluster.js';
import { type Purity, purityOf } from '../clustering/purity.js';
import type { CategoryDataset } from '../datasets/read-categories.js';
import { type EmbeddedWords, embedTerms } from '../encoding/embed-words.js';
import { meanVector } from '../encoding/mean-vector.js';
import {
  describeEncoder,
  type EncoderIdentity,
  type EvaluationResult,
  provenanceOf,
  stopwatch,
} from '../results/result.js';
import { type BootstrapSettings, intervalOfShare } from '../statistics/bootstrap.js';
import type { Interval } from '../statistics/interval.js';
import { pause } from '../statistics/pause.js';
import {
  checkEvaluationOptions,
  type EvaluationOptions,
  listDatasets,
  type OneOrMany,
} from './options.js';

export interface CategorizationOptions extends EvaluationOptions {
  /** How to cluster; the best one is the score. Default: all, as word-embeddings-benchmarks does. */
  readonly methods?: readonly ClusteringMethod[] | undefined;
  /**
   * A word without a vector is left out (`'skip'`, the default), or the mean of all vectors stands
   * for it (`'mean'`, what word-embeddings-benchmarks does; of an encoder that is no `KeyedVectors`,
   * the mean of the words of the datasets).
   */
  readonly missing?: 'skip' | 'mean' | undefined;
  /** Whether a word without a vector of its own is tried in other cases; default true. */
  readonly caseFold?: boolean | undefined;
}

/** How pure the clusters of one method are. */
export interface ClusteringScore {
  readonly method: ClusteringMethod;
  readonly purity: number;
  readonly interval: Interval | null;
}

export interface CategorizationResult extends EvaluationResult {
  readonly task: 'categorization';
  readonly primaryMetric: 'purity';
  readonly options: {
    readonly methods: readonly ClusteringMethod[];
    readonly missing: 'skip' | 'mean';
    readonly caseFold: boolean;
  };
  /** Every method tried, in the order of `options.methods`; the score is that of the best. */
  readonly clusterings: readonly ClusteringScore[];
  /** The method of the score; null where no word has a vector. */
  readonly best: ClusteringMethod | null;
  /** Its clusters, each with the category that most of its words have. */
  readonly clusters: readonly { readonly category: string; readonly words: readonly string[] }[];
  /** Categories of the words used, which is how many clusters there are. */
  readonly categories: number;
  /** Words in the dataset. */
  readonly words: number;
  /** Words that were clustered. */
  readonly used: number;
  readonly missingWords: readonly string[];
  readonly composedWords: number;
  /** Of each word: `1` of its cluster's category, `0` of another, `?` left out. */
  readonly outcomes: string;
}

/**
 * Whether words cluster as people categorise them: they are clustered into as many clusters as there
 * are categories, and purity is the share of words that are of the most frequent category of their
 * cluster. As word-embeddings-benchmarks has it (Jastrzębski et al. 2017), the score is the purity of
 * the best of several clusterings, which flatters: `clusterings` has all of them. The interval takes
 * the clusters as given.
 *
 * @throws InvalidInputError for options that cannot be; what the encoder throws
 * @example
 * ```ts
 * import { categorization, readCategories } from '@tovec/eval';
 * import { createKeyedVectors } from '@tovec/vectors';
 *
 * const vectors = createKeyedVectors({
 *   items: ['cat', 'dog', 'cow', 'tea', 'milk'],
 *   matrix: Float32Array.of(5, 1, 5, 2, 2, 3, 1, 5, 2, 4),
 *   dimensions: 2,
 * });
 * const file = new TextEncoder().encode('cat animal\ndog animal\ncow animal\ntea drink\nmilk drink\n');
 * const { score, clusters } = await categorization(vectors, await readCategories(file));
 * console.log(score, clusters.map(({ words }) => words.join(' '))); // 0.8 [ 'cat dog', 'cow tea milk' ]
 * ```
 */
export function categorization(
  encoder: Encoder<string>,
  dataset: CategoryDataset,
  options?: CategorizationOptions,
): Promise<CategorizationResult>;
export function categorization(
  encoder: Encoder<string>,
  datasets: readonly CategoryDataset[],
  options?: CategorizationOptions,
): Promise<CategorizationResult[]>;
export async function categorization(
  encoder: Encoder<string>,
  datasets: OneOrMany<CategoryDataset>,
  options: CategorizationOptions = {},
): Promise<CategorizationResult | CategorizationResult[]> {
  const elapsed = stopwatch();
  const checked = checkOptions(options);
  const { signal, onProgress } = options;
  const list = listDatasets(datasets, 'words');
  const words = list.flatMap((dataset) => dataset.words.map(({ word }) => word));
  const { caseFold } = checked.options;
  const embedded = await embedTerms(encoder, words, { caseFold, signal, onProgress });
  const isMean = checked.options.missing === 'mean';
  const mean = isMean ? meanVector(encoder, embedded.vectors.values()) : undefined;
  const identity = describeEncoder(encoder, options);
  const encoding = elapsed();
  const results: CategorizationResult[] = [];
  for (const dataset of list) {
    const own = { ...checked, encoder: identity, encoding, mean, signal };
    results.push(await categorize(dataset, embedded, own));
  }
  return Array.isArray(datasets) ? results : results[0]!;
}

function checkOptions(options: CategorizationOptions) {
  const keys = ['methods', 'missing', 'caseFold'];
  const bootstrap = checkEvaluationOptions('CategorizationOptions', options, keys);
  const { methods = clusteringMethods, missing = 'skip', caseFold = true } = options;
  if (!Array.isArray(methods) || methods.length === 0) {
    throw new InvalidInputError(
      `methods must be a list of ways to cluster, but was ${describeValue(methods)}.`,
      { argument: 'methods', given: methods },
    );
  }
  for (const method of methods) check.oneOf('methods', method, clusteringMethods);
  check.oneOf('missing', missing, ['skip', 'mean']);
  check.boolean('caseFold', caseFold);
  const list = [...new Set<ClusteringMethod>(methods)];
  return { bootstrap, options: { methods: list, missing, caseFold } };
}

interface Own {
  readonly bootstrap: BootstrapSettings;
  readonly options: CategorizationResult['options'];
  readonly encoder: EncoderIdentity;
  readonly encoding: number;
  readonly mean: Float64Array | undefined;
  readonly signal: AbortSignal | undefined;
}

async function categorize(
  dataset: CategoryDataset,
  { vectors, composed }: EmbeddedWords,
  { bootstrap, options, encoder, encoding, mean, signal }: Own,
): Promise<CategorizationResult> {
  const elapsed = stopwatch();
  const vectorOf = (word: string) => vectors.get(word) ?? mean;
  const used = dataset.words.filter(({ word }) => vectorOf(word));
  const known = dataset.words.filter(({ word }) => vectors.has(word)).length;
  const categories = used.map(({ category }) => category);
  const count = new Set(categories).size;
  const clusterer = new Clusterer(
    used.map(({ word }) => vectorOf(word)!),
    bootstrap.seed,
  );
  const tried: (Purity & { method: ClusteringMethod; labels: Uint32Array })[] = [];
  for (const method of used.length > 0 ? options.methods : []) {
    await pause(signal);
    const labels = await clusterer.cluster(method, count);
    tried.push({ method, labels, ...purityOf(labels, categories) });
  }
  const clusterings = tried.map(({ method, purity, right }): ClusteringScore => {
    const correct = right.filter(Boolean).length;
    return { method, purity, interval: intervalOfShare(correct, right.length, bootstrap) };
  });
  const purest = Math.max(...clusterings.map(({ purity }) => purity));
  const at = clusterings.findIndex(({ purity }) => purity === purest);
  const best = tried[at];
  const all = dataset.words.map(({ word }) => word);
  let place = 0;
  return {
    schemaVersion: 1,
    task: 'categorization',
    ...(await provenanceOf({ dataset, encoder, bootstrap, seconds: encoding + elapsed() })),
    primaryMetric: 'purity',
    score: best?.purity ?? null,
    interval: clusterings[at]?.interval ?? null,
    coverage: all.length > 0 ? known / all.length : null,
    options,
    clusterings,
    best: best?.method ?? null,
    clusters: best ? clustersOf(used, best.labels, best.majorities) : [],
    categories: count,
    words: all.length,
    used: used.length,
    missingWords: [...new Set(all.filter((word) => !vectors.has(word)))],
    composedWords: new Set(all.filter((word) => composed.has(word))).size,
    outcomes: all.map((word) => (vectorOf(word) ? Number(best?.right[place++]) : '?')).join(''),
  };
}

function clustersOf(
  used: CategoryDataset['words'],
  labels: Uint32Array,
  majorities: Purity['majorities'],
): CategorizationResult['clusters'] {
  const clusters = new Map<number, string[]>();
  for (const [at, { word }] of used.entries()) {
    const label = labels[at]!;
    clusters.set(label, [...(clusters.get(label) ?? []), word]);
  }
  return [...clusters].map(([label, words]) => ({ category: majorities.get(label)!, words }));
}

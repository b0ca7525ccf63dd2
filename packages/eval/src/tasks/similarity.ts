import { check, type Encoder } from '@tovec/core';
import type { WordPairDataset } from '../datasets/read-word-pairs.js';
import { type EmbeddedWords, embedWords } from '../encoding/embed-words.js';
import { meanVector } from '../encoding/mean-vector.js';
import {
  describeEncoder,
  type EncoderIdentity,
  type EvaluationResult,
  provenanceOf,
  stopwatch,
} from '../results/result.js';
import type { BootstrapSettings } from '../statistics/bootstrap.js';
import { correlate } from '../statistics/correlate.js';
import { cosine } from '../statistics/geometry.js';
import type { Interval } from '../statistics/interval.js';
import {
  checkEvaluationOptions,
  type EvaluationOptions,
  listDatasets,
  type OneOrMany,
} from './options.js';

/** What becomes of a pair with a word that has no vector: see {@link SimilarityOptions}. */
export type MissingPairs = 'skip' | 'zero' | 'mean';

export interface SimilarityOptions extends EvaluationOptions {
  /**
   * A pair with a word that has no vector is left out (`'skip'`, the default), or counts with a
   * similarity of 0 (`'zero'`), so that encoders with different vocabularies can be compared, or the
   * mean of all vectors stands for the word (`'mean'`, what word-embeddings-benchmarks does; of an
   * encoder that is no `KeyedVectors`, the mean of the words of the datasets).
   */
  readonly missing?: MissingPairs | undefined;
  /**
   * Whether a word without a vector of its own is tried in lower case, capitalised and in upper case
   * as well; default true.
   */
  readonly caseFold?: boolean | undefined;
}

export interface SimilarityResult extends EvaluationResult {
  readonly task: 'similarity';
  readonly primaryMetric: 'spearman';
  readonly options: { readonly missing: MissingPairs; readonly caseFold: boolean };
  /** Spearman's rank correlation; null with fewer than two different values. */
  readonly spearman: number | null;
  /** Pearson's correlation; null with fewer than two different values. */
  readonly pearson: number | null;
  readonly pearsonInterval: Interval | null;
  /** Pairs in the dataset. */
  readonly pairs: number;
  /** Pairs that the correlations are over. */
  readonly used: number;
  /** Pairs whose two words have vectors, of all, from 0 to 1; null when there are none. */
  readonly coverage: number | null;
  /** Words without a vector, in the order of the dataset. */
  readonly missingWords: readonly string[];
  /** Words whose vectors the encoder composed from their parts. */
  readonly composedWords: number;
  /** What people said about each pair, in the order of the dataset. */
  readonly expected: readonly number[];
  /** The cosine of each pair, to eight decimals; null where it was left out. */
  readonly measured: readonly (number | null)[];
}

/**
 * How well the cosines of an encoder's vectors agree with people about the similarity of words:
 * Spearman's rank correlation over a set of scored pairs, with the interval of a bootstrap over
 * pairs. Works with any encoder of strings; what it notes as missing is missing. Words that several
 * sets have in common are encoded once.
 *
 * @throws InvalidInputError for options that cannot be; what the encoder throws
 * @example
 * ```ts
 * import { readWordPairs, similarity } from '@tovec/eval';
 * import { createKeyedVectors } from '@tovec/vectors';
 *
 * const vectors = createKeyedVectors({
 *   items: ['cat', 'tiger', 'stock'],
 *   matrix: Float32Array.of(1, 0, 3, 1, -1, 2),
 *   dimensions: 2,
 * });
 * const file = new TextEncoder().encode('tiger cat 7.4\ncat stock 1\nstock tiger 0.9\ncat egg 2\n');
 * const result = await similarity(vectors, await readWordPairs(file));
 * console.log(result.spearman, result.used, result.missingWords); // 0.5 3 [ 'egg' ]
 * ```
 */
export function similarity(
  encoder: Encoder<string>,
  dataset: WordPairDataset,
  options?: SimilarityOptions,
): Promise<SimilarityResult>;
export function similarity(
  encoder: Encoder<string>,
  datasets: readonly WordPairDataset[],
  options?: SimilarityOptions,
): Promise<SimilarityResult[]>;
export async function similarity(
  encoder: Encoder<string>,
  datasets: OneOrMany<WordPairDataset>,
  options: SimilarityOptions = {},
): Promise<SimilarityResult | SimilarityResult[]> {
  const elapsed = stopwatch();
  const settings = checkEvaluationOptions('SimilarityOptions', options, ['missing', 'caseFold']);
  const { missing = 'skip', caseFold = true, signal, onProgress } = options;
  check.oneOf('missing', missing, ['skip', 'zero', 'mean']);
  check.boolean('caseFold', caseFold);
  const list = listDatasets(datasets, 'pairs');

  const words = new Set(list.flatMap(({ pairs }) => pairs.flatMap(({ a, b }) => [a, b])));
  const embedded = await embedWords(encoder, words, { caseFold, signal, onProgress });
  const mean = missing === 'mean' ? meanVector(encoder, embedded.vectors.values()) : undefined;
  const encoding = elapsed();
  const identity = describeEncoder(encoder, options);

  const results: SimilarityResult[] = [];
  for (const dataset of list) {
    signal?.throwIfAborted();
    const own = { encoder: identity, bootstrap: settings, encoding, signal };
    results.push(await measure(dataset, embedded, mean, { missing, caseFold }, own));
  }
  return Array.isArray(datasets) ? results : results[0]!;
}

interface Own {
  readonly encoder: EncoderIdentity;
  readonly bootstrap: BootstrapSettings;
  readonly encoding: number;
  readonly signal: AbortSignal | undefined;
}

async function measure(
  dataset: WordPairDataset,
  { vectors, composed }: EmbeddedWords,
  mean: Float64Array | undefined,
  options: SimilarityResult['options'],
  { signal, ...own }: Own,
): Promise<SimilarityResult> {
  const elapsed = stopwatch();
  let covered = 0;
  const measured = dataset.pairs.map(({ a, b }) => {
    const [first, second] = [vectors.get(a), vectors.get(b)];
    if (first && second) covered++;
    else if (options.missing === 'skip') return null;
    const [left, right] = [first ?? mean, second ?? mean];
    // As it is told, so that whoever reads the result computes the same from it.
    return left && right ? Number(cosine(left, right).toFixed(8)) : 0;
  });
  const expected = dataset.pairs.map(({ score }) => score);
  const used = measured.flatMap((value, at) => (value === null ? [] : [at]));
  const xs = used.map((at) => measured[at]!);
  const ys = used.map((at) => expected[at]!);
  const correlation = await correlate(xs, ys, own.bootstrap, signal);
  const words = new Set(dataset.pairs.flatMap(({ a, b }) => [a, b]));
  const { encoding, ...rest } = own;
  return {
    schemaVersion: 1,
    task: 'similarity',
    ...(await provenanceOf({ ...rest, dataset, seconds: encoding + elapsed() })),
    primaryMetric: 'spearman',
    score: correlation.spearman,
    interval: correlation.spearmanInterval,
    coverage: dataset.pairs.length > 0 ? covered / dataset.pairs.length : null,
    options,
    spearman: correlation.spearman,
    pearson: correlation.pearson,
    pearsonInterval: correlation.pearsonInterval,
    pairs: dataset.pairs.length,
    used: used.length,
    missingWords: [...words].filter((word) => !vectors.has(word)),
    composedWords: [...words].filter((word) => composed.has(word)).length,
    expected,
    measured,
  };
}

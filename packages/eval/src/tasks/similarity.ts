import { check, type Encoder, type OnProgress } from '@tovec/core';
import { pearson, spearman } from '../correlation.js';
import type { WordPairDataset } from '../datasets/read-word-pairs.js';
import { embedWords } from '../embed-words.js';
import { describeEncoder, type EvaluationResult, identityOf, stopwatch } from '../result.js';

export interface SimilarityOptions {
  /**
   * A pair with a word that has no vector is left out (`'skip'`, the default), or counts with a
   * similarity of 0 (`'zero'`), so that encoders with different vocabularies can be compared.
   */
  readonly missing?: 'skip' | 'zero' | undefined;
  /**
   * Whether a word without a vector is tried in lower case, capitalised and in upper case as well;
   * default true.
   */
  readonly caseFold?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Phase `'encode'`, in inputs. */
  readonly onProgress?: OnProgress | undefined;
}

export interface SimilarityResult extends EvaluationResult {
  readonly task: 'similarity';
  readonly primaryMetric: 'spearman';
  readonly options: { readonly missing: 'skip' | 'zero'; readonly caseFold: boolean };
  /** Spearman's rank correlation; null with fewer than two different values. */
  readonly spearman: number | null;
  /** Pearson's correlation; null with fewer than two different values. */
  readonly pearson: number | null;
  /** Pairs in the dataset. */
  readonly pairs: number;
  /** Pairs that the correlations are over. */
  readonly used: number;
  /** Pairs whose two words have vectors, of all, from 0 to 1. */
  readonly coverage: number;
  /** Words without a vector, in the order of the dataset. */
  readonly missingWords: readonly string[];
  /** Words whose vectors the encoder composed from their parts. */
  readonly composedWords: number;
}

/**
 * How well the cosines of an encoder's vectors agree with people about the similarity of words:
 * Spearman's rank correlation over a set of scored pairs. Works with any encoder of strings; what it
 * notes as missing is missing.
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
export async function similarity(
  encoder: Encoder<string>,
  dataset: WordPairDataset,
  options: SimilarityOptions = {},
): Promise<SimilarityResult> {
  const elapsed = stopwatch();
  check.knownKeys('SimilarityOptions', options, ['missing', 'caseFold', 'signal', 'onProgress']);
  const { missing = 'skip', caseFold = true, signal, onProgress } = options;
  check.oneOf('missing', missing, ['skip', 'zero']);
  check.boolean('caseFold', caseFold);

  const words = new Set(dataset.pairs.flatMap(({ a, b }) => [a, b]));
  const embedded = await embedWords(encoder, [...words], { caseFold, signal, onProgress });
  const expected: number[] = [];
  const measured: number[] = [];
  let covered = 0;
  for (const { a, b, score } of dataset.pairs) {
    const [first, second] = [embedded.vectors.get(a), embedded.vectors.get(b)];
    const found = first !== undefined && second !== undefined;
    if (found) covered++;
    else if (missing === 'skip') continue;
    expected.push(score);
    measured.push(found ? cosine(first, second) : 0);
  }
  const rank = spearman(measured, expected);
  return {
    schemaVersion: 1,
    task: 'similarity',
    dataset: identityOf(dataset),
    encoder: describeEncoder(encoder),
    seconds: elapsed(),
    primaryMetric: 'spearman',
    score: rank,
    options: { missing, caseFold },
    spearman: rank,
    pearson: pearson(measured, expected),
    pairs: dataset.pairs.length,
    used: measured.length,
    coverage: dataset.pairs.length > 0 ? covered / dataset.pairs.length : 0,
    missingWords: [...words].filter((word) => !embedded.vectors.has(word)),
    composedWords: embedded.composed,
  };
}

/** In float64; 0 with a zero vector. */
function cosine(a: Float32Array, b: Float32Array): number {
  let products = 0;
  let squaresA = 0;
  let squaresB = 0;
  for (let at = 0; at < a.length; at++) {
    products += a[at]! * b[at]!;
    squaresA += a[at]! * a[at]!;
    squaresB += b[at]! * b[at]!;
  }
  return products / (Math.sqrt(squaresA) * Math.sqrt(squaresB) || 1);
}

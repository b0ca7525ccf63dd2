import { check } from '@tovec/core';

export interface EstimateMemoryOptions {
  /** Words of the vocabulary. */
  readonly words: number;
  /** Labels, of a classifier; without them a model of word vectors is estimated. */
  readonly labels?: number | undefined;
  /** Default 100. */
  readonly dimensions?: number | undefined;
  /** Default 2,000,000; 0 without n-grams. */
  readonly bucket?: number | undefined;
  /** Default `'float32'`, which training needs. */
  readonly precision?: 'float32' | 'float16' | 'int8' | undefined;
}

/** Bytes that the tables of a model take; the names of its words come on top. */
export interface MemoryEstimate {
  /** Rows of the words. */
  readonly words: number;
  /** Rows that n-grams share: most often the largest part, and the one that `bucket` lowers. */
  readonly buckets: number;
  readonly output: number;
  /** The words' composed vectors, made when `vectors` is first used. */
  readonly vectors: number;
  readonly total: number;
}

const bytesPerNumber = { float32: 4, float16: 2, int8: 1 };

/**
 * How much memory the tables of a fastText model take.
 *
 * @throws InvalidInputError when a number is not a whole one, or negative
 * @example
 * ```ts
 * import { estimateMemory } from '@tovec/word/fasttext';
 *
 * const { buckets, total } = estimateMemory({ words: 200_000, dimensions: 100 });
 * console.log(buckets / 1e6, total / 1e6); // 800 1040
 * ```
 */
export function estimateMemory(options: EstimateMemoryOptions): MemoryEstimate {
  check.knownKeys('EstimateMemoryOptions', options, [
    ...['words', 'labels', 'dimensions', 'bucket', 'precision'],
  ]);
  const { labels, dimensions = 100, bucket = 2_000_000, precision = 'float32' } = options;
  const words = check.integer('words', options.words, { min: 0 });
  check.integer('dimensions', dimensions, { min: 1 });
  check.integer('bucket', bucket, { min: 0 });
  if (labels !== undefined) check.integer('labels', labels, { min: 1 });
  check.oneOf('precision', precision, ['float32', 'float16', 'int8']);
  // In 8 bits every row has a scale.
  const rowBytes = dimensions * bytesPerNumber[precision] + (precision === 'int8' ? 4 : 0);
  const parts = {
    words: words * rowBytes,
    buckets: bucket * rowBytes,
    output: (labels ?? words) * rowBytes,
    vectors: labels === undefined ? words * dimensions * 4 : 0,
  };
  const total = parts.words + parts.buckets + parts.output + parts.vectors;
  return { ...parts, total };
}

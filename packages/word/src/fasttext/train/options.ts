import { check, InvalidInputError } from '@tovec/core';
import {
  type RunOptions,
  readingRuleKeys,
  runOptionKeys,
  type TextRules,
  type VocabularyRules,
} from '@tovec/training';

/** What word vectors and classifiers have in common. */
interface SharedOptions extends RunOptions {
  /** Numbers in a vector; default 100. */
  readonly dimensions?: number | undefined;
  /** Passes over the corpus; default 5. */
  readonly epochs?: number | undefined;
  /** Falls linearly to 0; default 0.05, classifiers 0.1. */
  readonly learningRate?: number | undefined;
  /** Noise words for each prediction with negative sampling; default 5. */
  readonly negative?: number | undefined;
  /** Shortest character n-gram; default 3, classifiers 0. */
  readonly minn?: number | undefined;
  /** Longest character n-gram, 0 for none; default 6, classifiers 0. */
  readonly maxn?: number | undefined;
  /** Rows that n-grams share by their hash: most of a model's memory; default 2,000,000. */
  readonly bucket?: number | undefined;
  /** Default 1. */
  readonly seed?: number | undefined;
}

/**
 * How to train FastText word vectors. Defaults are fastText's.
 *
 * | option | default | |
 * |---|---|---|
 * | `architecture` | `'skip-gram'` | or `'cbow'` |
 * | `loss` | `'negative-sampling'` | or `'hierarchical-softmax'` |
 * | `dimensions` | 100 | numbers in a vector |
 * | `window` | 5 | words to either side at most; drawn from 1 to this for each word |
 * | `minn`, `maxn` | 3, 6 | character n-grams; `maxn: 0` for none |
 * | `bucket` | 2,000,000 | rows that n-grams share: `bucket × dimensions × 4` bytes |
 * | `negative` | 5 | noise words for each prediction |
 * | `noiseReuse` | 1 | predictions that each draw of noise serves |
 * | `sample` | 1e-4 | words more frequent than this are dropped at random; 0 keeps all |
 * | `epochs` | 5 | passes over the corpus |
 * | `learningRate` | 0.05 | falls linearly to 0 |
 * | `maxSentenceLength` | 1024 | longer sentences are cut |
 * | `minCount` | 5 | words that occur less often have no row of their own |
 * | `maxVocabulary`, `keep`, `lowercase`, `tokenPattern`, `invalidUtf8` | | as for Word2Vec |
 * | `workers` | the machine's | with 1, the same seed gives the same bytes on the same engine |
 * | `seed` | 1 | |
 * | `checkpoint`, `resume` | | `{ directory, everySeconds: 30 }`, and the directory to go on from |
 * | `signal`, `onProgress` | | |
 */
export interface FastTextTrainOptions extends SharedOptions, TextRules, Partial<VocabularyRules> {
  readonly architecture?: 'skip-gram' | 'cbow' | undefined;
  readonly loss?: 'negative-sampling' | 'hierarchical-softmax' | undefined;
  readonly window?: number | undefined;
  readonly noiseReuse?: number | undefined;
  readonly sample?: number | undefined;
  readonly maxSentenceLength?: number | undefined;
}

/**
 * How to train a classifier. Defaults are fastText's.
 *
 * | option | default | |
 * |---|---|---|
 * | `loss` | `'softmax'` | `'hierarchical-softmax'` for many labels, `'one-vs-all'` for several at a time, `'negative-sampling'` |
 * | `dimensions` | 100 | numbers in a vector |
 * | `wordNgrams` | 1 | longest sequence of words that is a feature |
 * | `minn`, `maxn` | 0, 0 | character n-grams; `maxn: 0` for none |
 * | `bucket` | 2,000,000 | rows that n-grams share; none are needed without n-grams |
 * | `negative` | 5 | noise labels, with negative sampling |
 * | `epochs` | 5 | passes over the corpus |
 * | `learningRate` | 0.1 | falls linearly to 0 |
 * | `minCount`, `minLabelCount` | 1, 0 | words and labels that occur less often are left out |
 * | `labelPrefix` | `'__label__'` | what labels begin with |
 * | `maxLineLength` | 16,384 | words of a line beyond these are not read |
 * | `invalidUtf8` | `'throw'` | `'keep'` learns bytes that are not UTF-8 as they are |
 * | `workers` | the machine's | with 1, the same seed gives the same bytes on the same engine |
 * | `seed` | 1 | |
 * | `checkpoint`, `resume` | | `{ directory, everySeconds: 30 }`, and the directory to go on from |
 * | `signal`, `onProgress` | | |
 */
export interface ClassifierTrainOptions extends SharedOptions {
  readonly loss?:
    | 'softmax'
    | 'hierarchical-softmax'
    | 'one-vs-all'
    | 'negative-sampling'
    | undefined;
  readonly wordNgrams?: number | undefined;
  readonly minCount?: number | undefined;
  readonly minLabelCount?: number | undefined;
  readonly labelPrefix?: string | undefined;
  readonly maxLineLength?: number | undefined;
  readonly invalidUtf8?: 'throw' | 'keep' | undefined;
}

const sharedKeys = [
  ...runOptionKeys,
  ...(['dimensions', 'epochs', 'learningRate', 'negative', 'minn', 'maxn', 'bucket'] as const),
  'seed',
] as const;

/** The keys of {@link FastTextTrainOptions}. */
export const fastTextTrainKeys = [
  ...sharedKeys,
  ...readingRuleKeys,
  ...(['architecture', 'loss', 'window', 'noiseReuse', 'sample', 'maxSentenceLength'] as const),
] as const satisfies readonly (keyof FastTextTrainOptions)[];

/** The keys of {@link ClassifierTrainOptions}. */
export const classifierTrainKeys = [
  ...sharedKeys,
  ...(['loss', 'wordNgrams', 'minCount', 'minLabelCount', 'labelPrefix'] as const),
  ...(['maxLineLength', 'invalidUtf8'] as const),
] as const satisfies readonly (keyof ClassifierTrainOptions)[];

/** Noise is drawn with negative sampling alone. @throws InvalidInputError when it is given with another loss */
export function checkNegative(negative: number | undefined, loss: string): void {
  if (negative === undefined) return;
  check.integer('negative', negative, { min: 1 });
  if (loss === 'negative-sampling') return;
  throw new InvalidInputError(
    `negative is for the loss 'negative-sampling', but the loss is '${loss}'; leave out one of the two`,
    { argument: 'negative', given: negative },
  );
}

/** Checks which n-grams there are to be; without any, there are no buckets, as in fastText. */
export function checkNgrams(
  options: Pick<SharedOptions, 'minn' | 'maxn' | 'bucket'>,
  defaults: { readonly minn: number; readonly maxn: number },
  wordNgrams = 1,
): { minn: number; maxn: number; bucket: number } {
  const maxn = check.integer('maxn', options.maxn ?? defaults.maxn, { min: 0, max: 64 });
  const { minn = Math.min(defaults.minn, maxn) } = options;
  check.integer('minn', minn, { min: 0, max: 64 });
  if (minn > maxn) {
    throw new InvalidInputError(
      `minn ${minn} is more than maxn ${maxn}; give the shortest character n-gram as minn and the ` +
        'longest as maxn, or maxn: 0 for none',
      { argument: 'minn', given: minn },
    );
  }
  const bucket = check.integer('bucket', options.bucket ?? 2_000_000, { min: 0, max: 2 ** 31 - 1 });
  const hasNgrams = maxn > 0 || wordNgrams > 1;
  if (hasNgrams && bucket === 0) {
    throw new InvalidInputError(
      'n-grams need rows; give a bucket of 1 or more (fastText: 2,000,000), or leave out n-grams',
      { argument: 'bucket', given: bucket },
    );
  }
  return { minn, maxn, bucket: hasNgrams ? bucket : 0 };
}

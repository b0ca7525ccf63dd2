import { check, describeValue, type Encoder, InvalidInputError } from '@tovec/core';
import { readingRules } from '@tovec/training';

/** How often words occur: of a `KeyedVectors` its own counts, where it has some. */
export type WordCounts = ReadonlyMap<string, number>;

/**
 * How texts become means of word vectors.
 *
 * | option | default | |
 * |---|---|---|
 * | `weighting` | `'mean'` | every word counts as much; or `'sif'`: a word counts a / (a + its frequency) |
 * | `a` | 1e-3 | smooth inverse frequency's parameter, as in the paper |
 * | `counts` | those of the vectors | how often each word occurs, for `'sif'` |
 * | `lowercase` | false | |
 * | `tokenPattern` | | words are its matches instead of whatever stands between white space |
 */
export interface BagOptions {
  readonly weighting?: 'mean' | 'sif' | undefined;
  readonly a?: number | undefined;
  readonly counts?: WordCounts | undefined;
  readonly lowercase?: boolean | undefined;
  readonly tokenPattern?: RegExp | undefined;
}

/** The options of a bag, all of them. */
export interface BagSettings {
  readonly weighting: 'mean' | 'sif';
  readonly a: number;
  readonly lowercase: boolean;
  readonly tokenPattern: RegExp | undefined;
}

/** Checks the options and completes them. @throws InvalidInputError naming the first that cannot be */
export function bagSettings(options: BagOptions): BagSettings {
  check.knownKeys('BagOptions', options, [
    ...['weighting', 'a', 'counts', 'lowercase', 'tokenPattern'],
  ]);
  const { weighting = 'mean', a = 1e-3, counts } = options;
  const { lowercase = false, tokenPattern } = readingRules({
    ...{ lowercase: options.lowercase, tokenPattern: options.tokenPattern },
  });
  if (counts !== undefined && !(counts instanceof Map)) {
    throw new InvalidInputError(
      `counts must be a Map of words to numbers, but was ${describeValue(counts)}`,
      { argument: 'counts', given: counts },
    );
  }
  return {
    weighting: check.oneOf('weighting', weighting, ['mean', 'sif']),
    a: check.number('a', a, { above: 0 }),
    ...{ lowercase, tokenPattern },
  };
}

/** The counts that word vectors have themselves. */
export function countsOf(words: Encoder<string>): WordCounts | undefined {
  const { items, counts } = words as { items?: Iterable<string>; counts?: Float64Array };
  if (!items || !counts) return undefined;
  const known = new Map<string, number>();
  let row = 0;
  for (const item of items) known.set(item, counts[row++]!);
  return known;
}

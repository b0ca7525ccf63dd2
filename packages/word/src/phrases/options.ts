import { check, InvalidInputError, type OnProgress } from '@tovec/core';
import type { TextRules } from '@tovec/training';

/** How learning phrases goes about it. */
export interface PhrasesOptions extends TextRules {
  /** Pairs and words that occur less often are no phrases; word2phrase's 5. */
  readonly minCount?: number | undefined;
  /** What a pair's score must exceed; word2phrase's 100, with `npmi` gensim's advice 0.5. */
  readonly threshold?: number | undefined;
  /** How pairs are scored; default `'default'`. */
  readonly scoring?: PhraseScoring | undefined;
  /** What joins the words of a phrase, without white space; default `'_'`. */
  readonly delimiter?: string | undefined;
  /** About how much memory counting may take: bytes, or a text like `'2gb'`; default 1 GB. */
  readonly memory?: number | string | undefined;
  /** Threads; default: as many as the machine runs at a time. The result does not depend on it. */
  readonly workers?: number | undefined;
  /** Stops the work within 100 ms; the promise rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Told several times a second how far each phase (`count`, `cooccurrences`, `merge`) has come. */
  readonly onProgress?: OnProgress | undefined;
}

/**
 * How a pair (a, b) is scored, from the counts n of a, b and the pair ab, and of all words, N:
 *
 * - `default`: (n(ab) − minCount) · N / (n(a) · n(b)), as word2phrase.c
 * - `gensim`: the same with the number of distinct words and pairs in place of N, gensim's `original_scorer`
 * - `npmi`: normalised pointwise mutual information, −1 to 1, gensim's `npmi_scorer`
 */
export type PhraseScoring = (typeof scorings)[number];

const scorings = ['default', 'gensim', 'npmi'] as const;
const thresholds = { default: 100, gensim: 10, npmi: 0.5 };

/** What phrases were learnt with. */
export interface PhrasesSettings {
  readonly minCount: number;
  readonly threshold: number;
  readonly scoring: PhraseScoring;
  readonly delimiter: string;
  readonly lowercase: boolean;
  readonly tokenPattern: RegExp | undefined;
  readonly invalidUtf8: 'throw' | 'keep';
}

export const phrasesOptionKeys = [
  'minCount',
  'threshold',
  'scoring',
  'delimiter',
  'lowercase',
  'tokenPattern',
  'invalidUtf8',
  'memory',
  'workers',
  'signal',
  'onProgress',
] as const satisfies readonly (keyof PhrasesOptions)[];

/** @throws InvalidInputError naming the first option that cannot be */
export function phrasesSettings(options: PhrasesOptions): PhrasesSettings {
  const scoring = check.oneOf('scoring', options.scoring ?? 'default', scorings);
  const { tokenPattern } = options;
  if (tokenPattern !== undefined && !(tokenPattern instanceof RegExp)) {
    throw new InvalidInputError('tokenPattern must be a regular expression', {
      argument: 'tokenPattern',
      given: tokenPattern,
    });
  }
  return {
    scoring,
    tokenPattern,
    minCount: check.integer('minCount', options.minCount ?? 5, { min: 1 }),
    threshold: check.number('threshold', options.threshold ?? thresholds[scoring], {
      // No score of npmi is higher.
      ...(scoring === 'npmi' && { max: 1 }),
    }),
    delimiter: delimiterOf(options.delimiter),
    lowercase: check.boolean('lowercase', options.lowercase ?? false),
    invalidUtf8: check.oneOf('invalidUtf8', options.invalidUtf8 ?? 'throw', ['throw', 'keep']),
  };
}

/** A phrase must stay one word in a text, and another word than its own run together. */
function delimiterOf(delimiter = '_'): string {
  check.string('delimiter', delimiter, { nonEmpty: true });
  if (!/[\s\0-\x20]/.test(delimiter)) return delimiter;
  throw new InvalidInputError(
    "delimiter must not have white space in it, or a phrase would be two words again; give a text like '_'",
    { argument: 'delimiter', given: delimiter },
  );
}

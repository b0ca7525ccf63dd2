import { check, InvalidInputError } from '@tovec/core';
import { encoderLabel } from '../results/result.js';
import type { TaskResult } from '../results/task-result.js';
import { type BootstrapSettings, resamples } from '../statistics/bootstrap.js';
import { type Interval, percentileInterval } from '../statistics/interval.js';
import { checkBootstrap, type OneOrMany } from '../tasks/options.js';
import { type Comparable, comparablesOf } from './comparable.js';
import { matchResults, type ResultPair, type UnmatchedResult } from './match-results.js';

export interface CompareOptions {
  /** Resamples of the shared items; default 2000. */
  readonly resamples?: number | undefined;
  /** How much of the resamples the interval of a difference holds; default 0.95. */
  readonly confidence?: number | undefined;
  /** Default 1. */
  readonly seed?: number | undefined;
  /** Whether to compare sections of analogies and positions of outliers as well; default false. */
  readonly details?: boolean | undefined;
  /** Aborts within a fraction of a second. */
  readonly signal?: AbortSignal | undefined;
}

/** Two results, held against each other over the items that both have. */
export interface Comparison {
  readonly task: TaskResult['task'];
  readonly dataset: string;
  readonly metric: string;
  /** The encoders, and their scores over the shared items. */
  readonly a: { readonly encoder: string; readonly score: number | null };
  readonly b: { readonly encoder: string; readonly score: number | null };
  /** Items that both were asked for. */
  readonly shared: number;
  /** Items that only one was asked for. */
  readonly onlyA: number;
  readonly onlyB: number;
  /** b − a; null where there is nothing to compare. */
  readonly difference: number | null;
  readonly interval: Interval | null;
  /**
   * How often resamples contradict the sign of the difference, on both sides: small when it is
   * hardly chance. Never below 2 / (resamples + 1).
   */
  readonly pValue: number | null;
  /** Whether the interval leaves out 0. */
  readonly beyondNoise: boolean;
  /** Options in which the two evaluations differ: `'method'`, say. */
  readonly optionsThatDiffer: readonly string[];
}

export interface ComparisonReport {
  readonly comparisons: readonly Comparison[];
  /** Results that were not compared. */
  readonly unmatched: readonly UnmatchedResult[];
  readonly bootstrap: BootstrapSettings;
}

/**
 * Says which differences between two runs are beyond noise, by a paired bootstrap: both are scored
 * over the same items, drawn anew with replacement again and again, and the interval is that of the
 * difference of their scores (Efron and Tibshirani 1993; Berg-Kirkpatrick et al. 2012). Items that
 * one of them was not asked for do not count, so scores may differ from those of the results.
 *
 * The verdict is on each line by itself: of twenty equal runs, one will seem to differ.
 *
 * @throws InvalidInputError for options that cannot be, or results that do not fit each other
 * @example
 * ```ts
 * import { compareResults, readWordPairs, similarity } from '@tovec/eval';
 * import { createKeyedVectors } from '@tovec/vectors';
 *
 * const items = ['cat', 'tiger', 'stock', 'market'];
 * const file = 'cat tiger 9\nstock market 8\ncat stock 1\ntiger market 2\ncat market 1.5\n';
 * const pairs = await readWordPairs(new TextEncoder().encode(file), { name: 'mine' });
 * const measure = (name: string, ...numbers: number[]) => {
 *   const matrix = Float32Array.from(numbers);
 *   return similarity(createKeyedVectors({ items, matrix, dimensions: 2 }), pairs, { name });
 * };
 * const worse = await measure('worse', 1, 0, 0, 1, 1, 1, 3, 1);
 * const better = await measure('better', 1, 0, 3, 1, 0, 1, 1, 3);
 * const { comparisons } = await compareResults(worse, better);
 * const [found] = comparisons;
 * console.log(found?.metric, found?.difference?.toFixed(1), found?.shared); // spearman 1.5 5
 * ```
 */
export async function compareResults(
  a: OneOrMany<TaskResult>,
  b: OneOrMany<TaskResult>,
  options: CompareOptions = {},
): Promise<ComparisonReport> {
  const keys = ['resamples', 'confidence', 'seed', 'details', 'signal'];
  check.knownKeys('CompareOptions', options, keys);
  const { details = false, signal } = options;
  check.boolean('details', details);
  const bootstrap = checkBootstrap(options, 2000);
  const { pairs, unmatched } = matchResults(listOf(a), listOf(b));
  const comparisons: Comparison[] = [];
  for (const pair of pairs) {
    signal?.throwIfAborted();
    comparisons.push(...(await comparePair(pair, details, bootstrap, signal)));
  }
  return { comparisons, unmatched, bootstrap };
}

function listOf(results: OneOrMany<TaskResult>): readonly TaskResult[] {
  return Array.isArray(results) ? results : [results as TaskResult];
}

async function comparePair(
  { a, b }: ResultPair,
  details: boolean,
  bootstrap: BootstrapSettings,
  signal: AbortSignal | undefined,
): Promise<Comparison[]> {
  const others = comparablesOf(b, details);
  const comparisons: Comparison[] = [];
  for (const [at, own] of comparablesOf(a, details).entries()) {
    const other = others[at];
    if (other?.metric !== own.metric || other.outcomes.length !== own.outcomes.length) {
      throw new InvalidInputError(
        `The two results on ${a.dataset.name} do not have the same items; were they measured on the same data?`,
        { argument: 'b', given: b.dataset.name },
      );
    }
    const { scoreA, scoreB, ...rest } = await compareScores(own, other, bootstrap, signal);
    comparisons.push({
      ...{ task: a.task, dataset: a.dataset.name, metric: own.metric },
      a: { encoder: encoderLabel(a), score: scoreA },
      b: { encoder: encoderLabel(b), score: scoreB },
      ...rest,
      optionsThatDiffer: differingKeys(a.options, b.options),
    });
  }
  return comparisons;
}

async function compareScores(
  a: Comparable,
  b: Comparable,
  bootstrap: BootstrapSettings,
  signal: AbortSignal | undefined,
) {
  const places = a.outcomes.flatMap((outcome, at) =>
    outcome !== null && b.outcomes[at] !== null ? [at] : [],
  );
  const asked = ({ outcomes }: Comparable) => outcomes.filter((outcome) => outcome !== null).length;
  const [scorerA, scorerB] = [a.scorer(places), b.scorer(places)];
  const differences = new Float64Array(bootstrap.resamples);
  let count = 0;
  const drawn = places.length > 0 ? resamples(places.length, bootstrap, signal) : [];
  for await (const weights of drawn) {
    const difference = minus(scorerB(weights), scorerA(weights));
    if (difference !== null) differences[count++] = difference;
  }
  const [scoreA, scoreB] = [scorerA(), scorerB()];
  const difference = minus(scoreB, scoreA);
  const kept = differences.subarray(0, count);
  const known = difference !== null && count > 0;
  const interval = known ? percentileInterval(kept, bootstrap.confidence) : null;
  return {
    ...{ scoreA, scoreB, difference, interval },
    ...{ shared: places.length, onlyA: asked(a) - places.length, onlyB: asked(b) - places.length },
    pValue: known ? pValueOf(kept) : null,
    beyondNoise: interval !== null && (interval.low > 0 || interval.high < 0),
  };
}

function minus(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : a - b;
}

/** Twice the share of resamples on the smaller side of 0, no resample of all but one counted. */
function pValueOf(differences: Float64Array): number {
  const below = differences.filter((difference) => difference <= 0).length;
  const above = differences.filter((difference) => difference >= 0).length;
  return Math.min(1, (2 * (1 + Math.min(below, above))) / (differences.length + 1));
}

function differingKeys(a: object, b: object): string[] {
  const [first, second] = [a, b] as Record<string, unknown>[];
  const keys = new Set([...Object.keys(first!), ...Object.keys(second!)]);
  return [...keys].filter((key) => JSON.stringify(first![key]) !== JSON.stringify(second![key]));
}

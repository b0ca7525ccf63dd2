import { check, type Encoder } from '@tovec/core';
import type { OutlierDataset, OutlierGroup } from '../datasets/read-outliers.js';
import { type EmbeddedWords, embedTerms } from '../encoding/embed-words.js';
import {
  describeEncoder,
  type EncoderIdentity,
  type EvaluationResult,
  provenanceOf,
  stopwatch,
} from '../results/result.js';
import {
  type BootstrapSettings,
  bootstrap as bootstrapOf,
  intervalOfShare,
  weightedMean,
} from '../statistics/bootstrap.js';
import type { Interval } from '../statistics/interval.js';
import {
  checkEvaluationOptions,
  type EvaluationOptions,
  listDatasets,
  type OneOrMany,
} from './options.js';
import { outlierPosition } from './outlier-position.js';

export interface OutliersOptions extends EvaluationOptions {
  /**
   * A word without a vector is left out (`'skip'`, the default): as an outlier its case is not
   * asked, as a member the group is smaller. Or it counts with a vector of zeros (`'zero'`), which
   * is what the tool of Camacho-Collados and Navigli does; then an unknown outlier is easily found.
   */
  readonly missing?: 'skip' | 'zero' | undefined;
  /** Whether a word without a vector of its own is tried in other cases; default true. */
  readonly caseFold?: boolean | undefined;
}

/** How the outliers of one group were found. */
export interface OutlierGroupScore {
  readonly name: string;
  /** The share of outliers that were found; null where none was asked for. */
  readonly accuracy: number | null;
  /** The mean of their positions. */
  readonly opp: number | null;
  /**
   * Where each outlier came among the words of its group, from 0 for the most compact to 1 for the
   * last, which is found; null where it was not asked for.
   */
  readonly positions: readonly (number | null)[];
}

export interface OutliersResult extends EvaluationResult {
  readonly task: 'outliers';
  readonly primaryMetric: 'accuracy';
  readonly options: { readonly missing: 'skip' | 'zero'; readonly caseFold: boolean };
  /** The share of outliers that were found; null where none was asked for. */
  readonly accuracy: number | null;
  /** The outlier position percentage as a share, from 0 to 1; null where none was asked for. */
  readonly opp: number | null;
  readonly oppInterval: Interval | null;
  readonly groups: readonly OutlierGroupScore[];
  /** Outliers in the dataset. */
  readonly cases: number;
  /** Outliers asked for. */
  readonly used: number;
  readonly missingWords: readonly string[];
  /** Words whose vectors were composed, by the encoder or of the words of a term. */
  readonly composedWords: number;
}

/**
 * Whether vectors tell the word that does not belong (Camacho-Collados and Navigli 2016): each
 * outlier is put among the members of its group, and all are ordered by how near they are to the
 * others (their compactness, the mean of their cosines). An outlier that comes last is found:
 * `accuracy` is the share of those, `opp` the mean position.
 *
 * A term of several words is looked up with `_` between them, or else is the mean of its words. An
 * outlier that is exactly as compact as a member is not below it.
 *
 * @throws InvalidInputError for options that cannot be; what the encoder throws
 * @example
 * ```ts
 * import { outliers, readOutliers } from '@tovec/eval';
 * import { createKeyedVectors } from '@tovec/vectors';
 *
 * const vectors = createKeyedVectors({
 *   items: ['January', 'March', 'May', 'Monday', 'summer'],
 *   matrix: Float32Array.of(5, 1, 5, 2, 4, 2, 1, 5, 5, 1.5),
 *   dimensions: 2,
 * });
 * const file = new TextEncoder().encode('January\nMarch\nMay\n\nMonday\nsummer\n');
 * const { accuracy, opp } = await outliers(vectors, await readOutliers(file));
 * console.log(accuracy, opp?.toFixed(2)); // 0.5 0.50
 * ```
 */
export function outliers(
  encoder: Encoder<string>,
  dataset: OutlierDataset,
  options?: OutliersOptions,
): Promise<OutliersResult>;
export function outliers(
  encoder: Encoder<string>,
  datasets: readonly OutlierDataset[],
  options?: OutliersOptions,
): Promise<OutliersResult[]>;
export async function outliers(
  encoder: Encoder<string>,
  datasets: OneOrMany<OutlierDataset>,
  options: OutliersOptions = {},
): Promise<OutliersResult | OutliersResult[]> {
  const elapsed = stopwatch();
  const bootstrap = checkEvaluationOptions('OutliersOptions', options, ['missing', 'caseFold']);
  const { missing = 'skip', caseFold = true, signal, onProgress } = options;
  check.oneOf('missing', missing, ['skip', 'zero']);
  check.boolean('caseFold', caseFold);
  const list = listDatasets(datasets, 'groups');
  const words = list.flatMap(({ groups }) => groups.flatMap(wordsOf));
  const embedded = await embedTerms(encoder, words, { caseFold, signal, onProgress });
  const identity = describeEncoder(encoder, options);
  const own = { bootstrap, encoder: identity, encoding: elapsed(), signal };
  const results: OutliersResult[] = [];
  for (const dataset of list) {
    signal?.throwIfAborted();
    results.push(await detect(dataset, embedded, { missing, caseFold }, own));
  }
  return Array.isArray(datasets) ? results : results[0]!;
}

function wordsOf({ members, outliers: others }: OutlierGroup): string[] {
  return [...members, ...others];
}

interface Own {
  readonly bootstrap: BootstrapSettings;
  readonly encoder: EncoderIdentity;
  readonly encoding: number;
  readonly signal: AbortSignal | undefined;
}

async function detect(
  dataset: OutlierDataset,
  { vectors, composed }: EmbeddedWords,
  options: OutliersResult['options'],
  { bootstrap, encoder, encoding, signal }: Own,
): Promise<OutliersResult> {
  const elapsed = stopwatch();
  const zeros = new Float32Array(encoder.dimensions);
  const vectorOf = (word: string) =>
    vectors.get(word) ?? (options.missing === 'zero' ? zeros : undefined);
  const groups = dataset.groups.map(({ name, members, outliers: others }): OutlierGroupScore => {
    const known = members.flatMap((word) => vectorOf(word) ?? []);
    const positions = others.map((word) => {
      const vector = vectorOf(word);
      // One member is as near to the outlier as the outlier is to it.
      return vector && known.length > 1 ? outlierPosition(known, vector) : null;
    });
    return { name, ...scoreOf(positions), positions };
  });
  const positions = groups.flatMap((group) => group.positions);
  const asked = positions.filter((position) => position !== null);
  const { accuracy, opp } = scoreOf(positions);
  const [oppInterval] = await bootstrapOf(asked.length, [weightedMean(asked)], bootstrap, signal);
  const found = asked.filter((position) => position === 1).length;
  const words = [...new Set(dataset.groups.flatMap(wordsOf))];
  const hasVector = (word: string) => vectors.has(word);
  // What is asked without anything that stands for a missing word.
  const covered = dataset.groups
    .filter(({ members }) => members.filter(hasVector).length > 1)
    .flatMap((group) => group.outliers.filter(hasVector)).length;
  return {
    schemaVersion: 1,
    task: 'outliers',
    ...(await provenanceOf({ dataset, encoder, bootstrap, seconds: encoding + elapsed() })),
    primaryMetric: 'accuracy',
    score: accuracy,
    interval: intervalOfShare(found, asked.length, bootstrap),
    coverage: positions.length > 0 ? covered / positions.length : null,
    options,
    ...{ accuracy, opp, oppInterval: oppInterval!, groups },
    cases: positions.length,
    used: asked.length,
    missingWords: words.filter((word) => !hasVector(word)),
    composedWords: words.filter((word) => composed.has(word)).length,
  };
}

function scoreOf(positions: readonly (number | null)[]) {
  const asked = positions.filter((position) => position !== null);
  if (asked.length === 0) return { accuracy: null, opp: null };
  const sum = asked.reduce((total, position) => total + position, 0);
  return {
    accuracy: asked.filter((position) => position === 1).length / asked.length,
    opp: sum / asked.length,
  };
}

import { check, type Encoder } from '@tovec/core';
import type { PairDataset } from '../datasets/read-pairs.js';
import { type EmbeddedItems, embedItems } from '../encoding/embed-items.js';
import { atUnitLength } from '../encoding/unit-length.js';
import {
  describeEncoder,
  type EncoderIdentity,
  provenanceOf,
  stopwatch,
} from '../results/result.js';
import type { BootstrapSettings } from '../statistics/bootstrap.js';
import { correlate } from '../statistics/correlate.js';
import { checkExtrinsicOptions, type ExtrinsicSettings } from './extrinsic-options.js';
import { listDatasets, type OneOrMany } from './options.js';
import {
  measurePairs,
  scoreBinary,
  scoreGraded,
  separationOf,
  type VectorPair,
} from './pair-scores.js';
import type { PairsOptions, PairsResult } from './pairs-types.js';

/**
 * How well the cosines of an encoder's vectors agree with what is said of pairs: of sentences (STS,
 * SICK), images, anything. Graded pairs: Spearman's and Pearson's correlation. Binary ones: average
 * precision, AUC, and the threshold with the best accuracy and F1. All for the cosine, the dot product
 * and the Euclidean distance; the score is the cosine's.
 *
 * @throws InvalidInputError for options that cannot be, or binary pairs with other scores than 1 and 0;
 *   what the encoder throws
 * @example
 * ```ts
 * import { pairs, readPairs } from '@tovec/eval';
 * import { createKeyedVectors } from '@tovec/vectors';
 *
 * const vectors = createKeyedVectors({
 *   items: ['a cat', 'a kitten', 'a car', 'a lorry'],
 *   matrix: Float32Array.of(3, 1, 2, 1, 0, 2, 1, 3),
 *   dimensions: 2,
 * });
 * const lines = 'a cat\ta kitten\t5\na cat\ta car\t1\na car\ta lorry\t4\na kitten\ta lorry\t0.5\n';
 * const result = await pairs(vectors, await readPairs(new TextEncoder().encode(lines)));
 * console.log(result.primaryMetric, result.score?.toFixed(1)); // spearman 0.8
 * ```
 */
export function pairs<Input>(
  encoder: Encoder<Input>,
  dataset: PairDataset<Input>,
  options?: PairsOptions,
): Promise<PairsResult>;
export function pairs<Input>(
  encoder: Encoder<Input>,
  datasets: readonly PairDataset<Input>[],
  options?: PairsOptions,
): Promise<PairsResult[]>;
export async function pairs<Input>(
  encoder: Encoder<Input>,
  datasets: OneOrMany<PairDataset<Input>>,
  options: PairsOptions = {},
): Promise<PairsResult | PairsResult[]> {
  const elapsed = stopwatch();
  const { bootstrap, shared } = checkExtrinsicOptions('PairsOptions', options, ['kind']);
  const { kind, cache, signal, onProgress } = options;
  if (kind !== undefined) check.oneOf('kind', kind, ['graded', 'binary']);
  const list = listDatasets(datasets, 'pairs');
  const inputs = [...new Set(list.flatMap((one) => one.pairs.flatMap(({ a, b }) => [a, b])))];
  const found = await embedItems(encoder, inputs, { cache, signal, onProgress });
  const embedded = atUnitLength(found, shared.normalize);
  const rows = new Map(inputs.map((input, row) => [input, row]));
  const identity = describeEncoder(encoder, options);
  const own = { bootstrap, shared, kind, encoder: identity, encoding: elapsed(), signal };
  const results: PairsResult[] = [];
  for (const dataset of list) {
    signal?.throwIfAborted();
    results.push(await score(dataset, embedded, rows, own));
  }
  return Array.isArray(datasets) ? results : results[0]!;
}

interface Own {
  readonly bootstrap: BootstrapSettings;
  readonly shared: ExtrinsicSettings;
  readonly kind: PairsOptions['kind'];
  readonly encoder: EncoderIdentity;
  readonly encoding: number;
  readonly signal: AbortSignal | undefined;
}

async function score<Input>(
  dataset: PairDataset<Input>,
  embedded: EmbeddedItems,
  rows: ReadonlyMap<Input, number>,
  { bootstrap, shared, encoder, encoding, signal, ...own }: Own,
): Promise<PairsResult> {
  const elapsed = stopwatch();
  const expected = dataset.pairs.map((pair) => pair.score);
  const kind =
    own.kind ?? (expected.every((value) => value === 0 || value === 1) ? 'binary' : 'graded');
  const missing = new Set<number>();
  let covered = 0;
  const used: (VectorPair & { at: number })[] = [];
  for (const [at, pair] of dataset.pairs.entries()) {
    const [first, second] = [rows.get(pair.a)!, rows.get(pair.b)!];
    const absent = [first, second].filter((row) => embedded.missing.has(row));
    for (const row of absent) missing.add(row);
    if (absent.length === 0) covered++;
    else if (shared.missing === 'skip') continue;
    used.push({ a: embedded.row(first), b: embedded.row(second), score: pair.score, at });
  }
  const scores = used.map((pair) => pair.score);
  const measures = measurePairs(used);
  const cosines = measures[0]!.values;
  const measured: (number | null)[] = dataset.pairs.map(() => null);
  for (const [place, { at }] of used.entries()) measured[at] = cosines[place]!;
  const found =
    kind === 'graded'
      ? await gradedParts(measures, scores, bootstrap, signal)
      : await binaryParts(measures, scores, bootstrap, signal);
  return {
    schemaVersion: 1,
    task: 'pairs',
    ...(await provenanceOf({ dataset, encoder, bootstrap, seconds: encoding + elapsed() })),
    ...found,
    coverage: expected.length > 0 ? covered / expected.length : null,
    options: shared,
    kind,
    pairs: expected.length,
    used: used.length,
    missingItems: missing.size,
    expected,
    measured,
  };
}

type Measures = ReturnType<typeof measurePairs>;

async function gradedParts(
  measures: Measures,
  expected: readonly number[],
  bootstrap: BootstrapSettings,
  signal: AbortSignal | undefined,
) {
  const found = await correlate(measures[0]!.values, expected, bootstrap, signal);
  return {
    primaryMetric: 'spearman' as const,
    score: found.spearman,
    interval: found.spearmanInterval,
    pearsonInterval: found.pearsonInterval,
    aucInterval: null,
    graded: scoreGraded(measures, expected),
    ...{ binary: [], roc: [] },
  };
}

async function binaryParts(
  measures: Measures,
  expected: readonly number[],
  bootstrap: BootstrapSettings,
  signal: AbortSignal | undefined,
) {
  const binary = scoreBinary(measures, expected);
  const details = await separationOf(measures[0]!.values, expected, bootstrap, signal);
  return {
    primaryMetric: 'averagePrecision' as const,
    score: binary[0]!.averagePrecision,
    interval: details.averagePrecisionInterval,
    pearsonInterval: null,
    aucInterval: details.aucInterval,
    ...{ graded: [], binary, roc: details.roc },
  };
}

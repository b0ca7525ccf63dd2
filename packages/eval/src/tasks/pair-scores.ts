import { type BestThreshold, bestThreshold } from '../metrics/best-threshold.js';
import { rankBinary } from '../metrics/binary-ranking.js';
import { averagePrecision, averagePrecisionOf } from '../metrics/precision-recall.js';
import { rocAuc, rocAucOf, rocCurveOf } from '../metrics/roc.js';
import { type Point, thinCurve } from '../metrics/thin-curve.js';
import { type BootstrapSettings, bootstrap } from '../statistics/bootstrap.js';
import { pearson, spearman } from '../statistics/correlation.js';
import { cosine, dot, squaredDistance } from '../statistics/geometry.js';
import type { Interval } from '../statistics/interval.js';

/** How alike two vectors are; of the Euclidean distance, the less the more. */
export type PairMeasure = 'cosine' | 'dot' | 'euclidean';

const measures: Readonly<Record<PairMeasure, (a: Float32Array, b: Float32Array) => number>> = {
  // As results tell it, so that whoever reads one computes the same from it.
  cosine: (a, b) => Number(cosine(a, b).toFixed(8)),
  dot,
  euclidean: (a, b) => 0 - Math.sqrt(squaredDistance(a, b)),
};

/** Agreement of one measure with the scores of people. */
export interface GradedPairScore {
  readonly measure: PairMeasure;
  readonly spearman: number | null;
  readonly pearson: number | null;
}

/** How well one measure tells pairs that belong together from those that do not. */
export interface BinaryPairScore {
  readonly measure: PairMeasure;
  readonly averagePrecision: number | null;
  readonly auc: number | null;
  /** The threshold with the best accuracy, and with the best F1, chosen by these very pairs. */
  readonly bestAccuracy: BestThreshold | null;
  readonly bestF1: BestThreshold | null;
}

/** The vectors of two things, and what is expected of them. */
export interface VectorPair {
  readonly a: Float32Array;
  readonly b: Float32Array;
  readonly score: number;
}

/** What each measure says of each pair. */
export function measurePairs(pairs: readonly VectorPair[]) {
  return (Object.keys(measures) as PairMeasure[]).map((measure) => ({
    measure,
    values: pairs.map(({ a, b }) => measures[measure](a, b)),
  }));
}

type Measured = ReturnType<typeof measurePairs>;

export function scoreGraded(measured: Measured, expected: readonly number[]): GradedPairScore[] {
  return measured.map(({ measure, values }) => ({
    measure,
    spearman: spearman(values, expected),
    pearson: pearson(values, expected),
  }));
}

export function scoreBinary(measured: Measured, expected: readonly number[]): BinaryPairScore[] {
  return measured.map(({ measure, values }) => ({
    measure,
    averagePrecision: averagePrecision(expected, values),
    auc: rocAuc(expected, values),
    bestAccuracy: bestThreshold(expected, values, 'accuracy'),
    bestF1: bestThreshold(expected, values, 'f1'),
  }));
}

/** Average precision and AUC with their intervals, and the curve. */
export interface Separation {
  readonly averagePrecision: number | null;
  readonly averagePrecisionInterval: Interval | null;
  readonly auc: number | null;
  readonly aucInterval: Interval | null;
  readonly roc: readonly Point[];
}

/** How scores tell items of 1 from those of 0, with intervals of one bootstrap over items. */
export async function separationOf(
  scores: readonly number[],
  expected: readonly number[],
  settings: BootstrapSettings,
  signal: AbortSignal | undefined,
): Promise<Separation> {
  const ranking = rankBinary(expected, scores);
  const [precision, area] = [averagePrecisionOf(ranking), rocAucOf(ranking)];
  const curve = rocCurveOf(ranking);
  const isBoth = curve !== null;
  const [averagePrecisionInterval, aucInterval] = isBoth
    ? await bootstrap(scores.length, [precision, area], settings, signal)
    : [];
  return {
    averagePrecision: precision(),
    averagePrecisionInterval: averagePrecisionInterval ?? null,
    auc: area(),
    aucInterval: aucInterval ?? null,
    roc: isBoth ? thinCurve(curve.falsePositiveRate, curve.truePositiveRate) : [],
  };
}

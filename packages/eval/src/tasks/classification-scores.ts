import { classScoresOf, emptyCounts, type F1Scores, f1ScoresOf } from '../metrics/f1.js';
import { rocAuc, rocCurve } from '../metrics/roc.js';
import { thinCurve } from '../metrics/thin-curve.js';
import type { Labelling } from '../probe/labelling.js';
import { hitsOf } from '../probe/predict.js';
import type { ClassResult } from './classification-types.js';

/** What a probe said about the items that it was tested with. */
export interface TestedRound {
  readonly test: Uint32Array;
  readonly predicted: readonly Uint32Array[];
  /** `classes × test` numbers. */
  readonly scores: Float64Array;
}

/** How well a round, or the mean of several, went. */
export interface RoundScores extends F1Scores {
  /** The share of items with all labels right. */
  readonly accuracy: number;
}

/** The scores of one round, each item as often as its weight says, or once. */
export function scoreRound(
  { test, predicted }: TestedRound,
  { classes, lists }: Labelling,
  weights?: ArrayLike<number>,
): RoundScores | null {
  const counts = emptyCounts(classes.length);
  let [right, total] = [0, 0];
  for (const [at, item] of test.entries()) {
    const weight = weights?.[item] ?? 1;
    if (weight === 0) continue;
    const expected = lists[item]!;
    let hits = 0;
    for (const label of expected) counts.expected[label]! += weight;
    for (const label of predicted[at]!) {
      counts.predicted[label]! += weight;
      if (!expected.includes(label)) continue;
      counts.right[label]! += weight;
      hits++;
    }
    total += weight;
    if (hits === expected.length) right += weight;
  }
  return total > 0 ? { accuracy: right / total, ...f1ScoresOf(counts) } : null;
}

/** The mean of each score over all rounds, each item as often as its weight says; null without any. */
export function meanScores(
  rounds: readonly TestedRound[],
  labelling: Labelling,
  weights?: ArrayLike<number>,
): RoundScores | null {
  const scores = rounds.flatMap((round) => scoreRound(round, labelling, weights) ?? []);
  if (scores.length === 0) return null;
  const mean = (key: keyof RoundScores) =>
    scores.reduce((sum, score) => sum + score[key], 0) / scores.length;
  return {
    ...{ accuracy: mean('accuracy'), macroF1: mean('macroF1') },
    ...{ microF1: mean('microF1'), weightedF1: mean('weightedF1') },
  };
}

/** How each class did over all rounds: what they predicted taken together. */
export function classResults(rounds: readonly TestedRound[], labelling: Labelling): ClassResult[] {
  const { classes, lists } = labelling;
  const counts = emptyCounts(classes.length);
  for (const { test, predicted } of rounds) {
    for (const [at, item] of test.entries()) {
      for (const label of lists[item]!) counts.expected[label]!++;
      for (const label of predicted[at]!) {
        counts.predicted[label]!++;
        if (lists[item]!.includes(label)) counts.right[label]!++;
      }
    }
  }
  const scores = classScoresOf(counts);
  return classes.map((label, at) => {
    const truth = rounds.flatMap(({ test }) =>
      Array.from(test, (item) => lists[item]!.includes(at)),
    );
    const likelihoods = rounds.flatMap((round) => {
      const from = at * round.test.length;
      return Array.from(round.scores.subarray(from, from + round.test.length));
    });
    const curve = rocCurve(truth, likelihoods);
    return {
      label,
      ...scores[at]!,
      rocAuc: rocAuc(truth, likelihoods),
      roc: curve ? [...thinCurve(curve.falsePositiveRate, curve.truePositiveRate, 60)] : [],
    };
  });
}

/** `confusion[true][predicted]` of items with one label each. */
export function confusionOf(rounds: readonly TestedRound[], { classes, lists }: Labelling) {
  const confusion = classes.map(() => classes.map(() => 0));
  for (const { test, predicted } of rounds) {
    for (const [at, item] of test.entries()) {
      confusion[lists[item]![0]!]![predicted[at]![0]!]!++;
    }
  }
  return confusion;
}

/** Of each of `count` items, how many of its labels were found, in the mean of its tests; null without any. */
export function foundLabels(
  rounds: readonly TestedRound[],
  { lists }: Labelling,
  count: number,
): (number | null)[] {
  const hits = new Float64Array(count);
  const tests = new Float64Array(count);
  for (const { test, predicted } of rounds) {
    for (const [at, item] of test.entries()) {
      hits[item]! += hitsOf(predicted[at]!, lists[item]!);
      tests[item]!++;
    }
  }
  return Array.from(hits, (sum, item) =>
    tests[item]! > 0 ? Number((sum / tests[item]!).toFixed(6)) : null,
  );
}

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

/** Scores of a round, each item as often as its weight says, or once; null without any. */
export type RoundScorer = (weights?: ArrayLike<number>) => RoundScores | null;

/** Prepares a round to be scored again and again, for other weights. */
export function scorerOf(
  { test, predicted }: TestedRound,
  { classes, lists }: Labelling,
): RoundScorer {
  const entries = (labelsAt: (at: number) => Iterable<number>) => {
    const found = Array.from(test, (item, at) =>
      Array.from(labelsAt(at), (label) => [item, label]),
    );
    return Uint32Array.from(found.flat(2));
  };
  const expected = entries((at) => lists[test[at]!]!);
  const said = entries((at) => predicted[at]!);
  const right = entries((at) => predicted[at]!.filter((own) => lists[test[at]!]!.includes(own)));
  const whole = test.filter(
    (item, at) => hitsOf(predicted[at]!, lists[item]!) === lists[item]!.length,
  );
  return (weights) => {
    const sum = (items: Uint32Array) => {
      if (weights === undefined) return items.length;
      let total = 0;
      for (let at = 0; at < items.length; at++) total += weights[items[at]!]!;
      return total;
    };
    const tally = (pairs: Uint32Array) => {
      const counts = new Float64Array(classes.length);
      for (let at = 0; at < pairs.length; at += 2) {
        counts[pairs[at + 1]!]! += weights === undefined ? 1 : weights[pairs[at]!]!;
      }
      return counts;
    };
    const total = sum(test);
    if (total === 0) return null;
    const counts = { right: tally(right), predicted: tally(said), expected: tally(expected) };
    return { accuracy: sum(whole) / total, ...f1ScoresOf(counts) };
  };
}

/** The mean of each score over all rounds, each item as often as its weight says; null without any. */
export function meanScores(
  rounds: readonly RoundScorer[],
  weights?: ArrayLike<number>,
): RoundScores | null {
  const scores = rounds.flatMap((score) => score(weights) ?? []);
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

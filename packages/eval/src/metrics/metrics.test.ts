import { InvalidInputError } from '@tovec/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { golden } from '../testing/fixtures.js';
import { bestThreshold } from './best-threshold.js';
import { rankBinary } from './binary-ranking.js';
import { ndcg } from './ndcg.js';
import { averagePrecision, averagePrecisionOf, precisionRecallCurve } from './precision-recall.js';
import {
  averagePrecisionAt,
  meanAveragePrecision,
  meanReciprocalRank,
  ndcgAt,
  precisionAt,
  recallAt,
  reciprocalRankAt,
} from './ranked-relevance.js';
import { rocAuc, rocAucOf, rocCurve } from './roc.js';
import { thinCurve } from './thin-curve.js';

type Curve = readonly [number[], number[], number[]];
interface Goldens {
  readonly binary: readonly {
    readonly labels: number[];
    readonly scores: number[];
    readonly roc?: Curve;
    readonly auc?: number;
    readonly precisionRecall?: Curve;
    readonly averagePrecision?: number;
    readonly bestAccuracy?: number;
    readonly bestF1?: number;
  }[];
  readonly graded: readonly {
    readonly relevances: number[];
    readonly scores: number[];
    readonly ndcg: Readonly<Record<string, number>>;
    readonly reciprocalRank?: number;
    readonly averagePrecision?: number;
    readonly top?: Readonly<
      Record<string, { readonly precision: number; readonly recall: number }>
    >;
  }[];
}

const { binary, graded } = golden<Goldens>('ranking.json');

/** To 1e-9. */
function expectClose(actual: readonly number[] | undefined, expected: readonly number[]) {
  expect(actual).toHaveLength(expected.length);
  for (const [at, value] of expected.entries()) expect(actual![at]).toBeCloseTo(value, 9);
}

describe('scikit-learn', () => {
  test.each(binary.map((given, at) => [at, given] as const))(
    'says the same of labelled scores (%i)',
    (_, { labels, scores, ...expected }) => {
      const roc = rocCurve(labels, scores);
      if (expected.roc) {
        expectClose(roc?.falsePositiveRate, expected.roc[0]);
        expectClose(roc?.truePositiveRate, expected.roc[1]);
        expectClose(roc?.thresholds.slice(1), expected.roc[2]);
        expect(rocAuc(labels, scores)).toBeCloseTo(expected.auc!, 9);
        expect(bestThreshold(labels, scores, 'accuracy')!.accuracy).toBeGreaterThanOrEqual(
          expected.bestAccuracy! - 1e-9,
        );
        expect(bestThreshold(labels, scores, 'f1')!.f1).toBeCloseTo(expected.bestF1!, 9);
      } else {
        expect([roc, rocAuc(labels, scores), bestThreshold(labels, scores, 'f1')]).toEqual([
          ...[null, null, null],
        ]);
      }
      const curve = precisionRecallCurve(labels, scores);
      if (expected.precisionRecall) {
        expectClose(curve?.precision, expected.precisionRecall[0]);
        expectClose(curve?.recall, expected.precisionRecall[1]);
        expectClose(curve?.thresholds, expected.precisionRecall[2]);
        expect(averagePrecision(labels, scores)).toBeCloseTo(expected.averagePrecision!, 9);
      } else {
        expect([curve, averagePrecision(labels, scores)]).toEqual([null, null]);
      }
    },
  );

  test.each(graded.map((given, at) => [at, given] as const))(
    'says the same of ranked items (%i)',
    (_, { relevances, scores, ...expected }) => {
      const isRelevant = relevances.some((relevance) => relevance > 0);
      for (const [k, value] of Object.entries(expected.ndcg)) {
        if (isRelevant) expect(ndcg(relevances, scores, Number(k))).toBeCloseTo(value, 9);
        else expect(ndcg(relevances, scores, Number(k))).toBeNull();
      }
      if (!expected.top) return;
      const order = scores.map((_, at) => at).sort((a, b) => scores[b]! - scores[a]!);
      const ranked = { ranked: order.map((at) => relevances[at]!) };
      for (const [k, value] of Object.entries(expected.ndcg)) {
        expect(ndcgAt(ranked, Number(k))).toBeCloseTo(value, 9);
      }
      for (const [k, { precision, recall }] of Object.entries(expected.top)) {
        expect(precisionAt(ranked, Number(k))).toBeCloseTo(precision, 9);
        expect(recallAt(ranked, Number(k))).toBeCloseTo(recall, 9);
      }
      expect(reciprocalRankAt(ranked, order.length)).toBeCloseTo(expected.reciprocalRank!, 9);
      expect(meanReciprocalRank([ranked])).toBeCloseTo(expected.reciprocalRank!, 9);
      expect(averagePrecisionAt(ranked, order.length)).toBeCloseTo(expected.averagePrecision!, 9);
      expect(meanAveragePrecision([ranked, ranked])).toBeCloseTo(expected.averagePrecision!, 9);
    },
  );
});

const labelled = fc
  .array(fc.tuple(fc.boolean(), fc.integer({ min: -4, max: 4 })), { maxLength: 30 })
  .map((items) => ({
    labels: items.map(([label]) => label),
    scores: items.map(([, score]) => score),
  }));

describe('scores of labelled items', () => {
  test('that are turned round turn the area under the curve round', () => {
    fc.assert(
      fc.property(labelled, ({ labels, scores }) => {
        const area = rocAuc(labels, scores);
        const turned = rocAuc(
          labels,
          scores.map((score) => -score),
        );
        if (area === null) expect(turned).toBeNull();
        else expect(area + turned!).toBeCloseTo(1, 12);
      }),
    );
  });

  test('count as often as they are there, whether repeated or weighed', () => {
    const times = fc.array(fc.nat({ max: 3 }), { minLength: 30, maxLength: 30 });
    fc.assert(
      fc.property(labelled, times, ({ labels, scores }, weights) => {
        const repeat = <T>(values: readonly T[]) =>
          values.flatMap((value, at) => new Array<T>(weights[at]!).fill(value));
        const ranking = rankBinary(labels, scores);
        const [area, precision] = [rocAucOf(ranking), averagePrecisionOf(ranking)];
        const close = (a: number | null, b: number | null) =>
          expect(a ?? -1).toBeCloseTo(b ?? -1, 12);
        close(area(weights), rocAuc(repeat(labels), repeat(scores)));
        close(precision(weights), averagePrecision(repeat(labels), repeat(scores)));
      }),
    );
  });

  test('are called positive above the best threshold', () => {
    const best = bestThreshold([1, 1, 0, 1, 0, 0], [9, 8, 6, 5, 2, 1], 'f1')!;
    expect(best).toEqual({
      ...{ threshold: 3.5, accuracy: 5 / 6, precision: 3 / 4, recall: 1, f1: 6 / 7 },
    });
    const exact = bestThreshold([1, 1, 0, 1, 0, 0], [9, 8, 6, 5, 2, 1], 'accuracy')!;
    expect(exact).toMatchObject({ threshold: 7, accuracy: 5 / 6, precision: 1 });
  });

  test.each([
    ['labels', () => rocAuc([0, 1, 2], [1, 2, 3]), 'labels[2] must be true or false'],
    [
      'scores',
      () => averagePrecision([0, 1], [1, Number.NaN]),
      'scores[1] must be a finite number',
    ],
    ['labels', () => rocCurve([0, 1], [1]), 'There are 2 labels and 1 scores'],
    [
      'relevances',
      () => ndcg([-1, 1], [1, 2]),
      'relevances[0] must be a finite number of at least',
    ],
    ['k', () => ndcg([1], [1], 0), 'k must be an integer of at least 1'],
    ['relevant', () => ndcgAt({ ranked: [1], relevant: [Number.NaN] }, 1), 'relevant[0]'],
    ['metric', () => bestThreshold([0, 1], [0, 1], 'F1' as 'f1'), "one of 'accuracy', 'f1'"],
  ])('are refused when they are none: %s', (argument, act, message) => {
    expect(act).toThrow(InvalidInputError);
    expect(act).toThrow(expect.objectContaining({ argument }));
    expect(act).toThrow(message);
  });
});

describe('what a search found', () => {
  test('is nothing to score where nothing is relevant, and counts nothing in a mean', () => {
    const nothing = { ranked: [0, 0] };
    const scores = [ndcgAt, reciprocalRankAt, averagePrecisionAt, recallAt].map((metric) =>
      metric(nothing, 2),
    );
    expect(scores).toEqual([null, null, null, null]);
    expect(precisionAt(nothing, 2)).toBe(0);
    expect(meanReciprocalRank([nothing, { ranked: [1] }])).toBe(1);
    expect(meanAveragePrecision([nothing])).toBeNull();
  });

  test('is measured beside all that is relevant, found or not', () => {
    const query = { ranked: [0, 2, 0, 1], relevant: [1, 2, 3, 1] };
    expect(recallAt(query, 4)).toBe(0.5);
    expect(recallAt(query, 3)).toBe(0.25);
    expect(averagePrecisionAt(query, 4)).toBe((1 / 2 + 2 / 4) / 4);
    expect(reciprocalRankAt(query, 1)).toBe(0);
    const best = 3 + 2 / Math.log2(3) + 1 / 2 + 1 / Math.log2(5);
    expect(ndcgAt(query, 4)).toBeCloseTo((2 / Math.log2(3) + 1 / Math.log2(5)) / best, 12);
  });

  test('is short of precision where there are fewer results than asked for', () => {
    expect(precisionAt({ ranked: [1] }, 10)).toBe(0.1);
  });
});

test('a long curve is thinned, its ends and its shape kept', () => {
  const xs = Array.from({ length: 5001 }, (_, at) => at / 5000);
  const ys = xs.map((x) => Math.min(1, 40 * x));
  const points = thinCurve(xs, ys, 100);
  expect(points.length).toBeLessThanOrEqual(100);
  expect([points[0], points.at(-1)]).toEqual([
    { x: 0, y: 0 },
    { x: 1, y: 1 },
  ]);
  expect(points.filter(({ x }) => x < 0.025).length).toBeGreaterThan(40);
});

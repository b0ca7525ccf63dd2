import { type BinaryRanking, rankBinary } from '../metrics/binary-ranking.js';
import { contingencyOf, vMeasureOf } from '../metrics/clusters.js';
import { averagePrecisionOf } from '../metrics/precision-recall.js';
import { rocAucOf } from '../metrics/roc.js';
import type { TaskResult } from '../results/task-result.js';
import { type WeightedStatistic, weightedMean } from '../statistics/bootstrap.js';
import { spearmanOfLevels } from '../statistics/correlation.js';
import { rankLevels } from '../statistics/ranks.js';
import { isAsked } from '../tasks/analogy-scores.js';

/** A score of a result that can be computed for any choice of its items. */
export interface Comparable {
  /** `'accuracy'`, `'semantic total'`, a section, … */
  readonly metric: string;
  /** What each item says, in the order of the dataset; null where it was left out. */
  readonly outcomes: readonly (number | null)[];
  /** A function that scores the items at some places, each as often as its weight says. */
  scorer(places: readonly number[]): WeightedStatistic;
}

/** The score of a result, and with `details` those of its sections or groups. */
export function comparablesOf(result: TaskResult, details: boolean): Comparable[] {
  switch (result.task) {
    case 'analogies': {
      const { sections } = result;
      const over = (kept: typeof sections, metric: string) =>
        meanOf(
          metric,
          kept.flatMap(({ outcomes }) => [...outcomes].map(correctness)),
        );
      const ofKind = (kind: string) => sections.filter((section) => section.kind === kind);
      return [
        over(sections, 'accuracy'),
        ...(details
          ? [
              ...(['semantic', 'syntactic'] as const).map((kind) =>
                over(ofKind(kind), `${kind} total`),
              ),
              ...sections.map((section) => over([section], section.name)),
            ]
          : []),
      ];
    }
    case 'similarity':
      return [correlationOf(result.measured, result.expected)];
    case 'categorization':
      return [meanOf('purity', [...result.outcomes].map(correctness))];
    case 'outliers': {
      const positions = result.groups.flatMap((group) => group.positions);
      const found = positions.map((position) =>
        position === null ? null : Number(position === 1),
      );
      return [meanOf('accuracy', found), ...(details ? [meanOf('opp', positions)] : [])];
    }
    case 'classification':
      return [microF1Of(result.primaryMetric, result.found, result.labelCounts)];
    case 'clustering':
      return [agreementOf(result.assigned, result.expected, result.options.beta)];
    case 'transfer':
      return [meanOf('meanAccuracy', result.found)];
    case 'pairs': {
      const { measured, expected, kind } = result;
      return kind === 'graded'
        ? [correlationOf(measured, expected)]
        : [separationOf('averagePrecision', averagePrecisionOf, measured, expected)];
    }
    case 'link-prediction': {
      const expected = result.measured.map((_, at) => (at < result.positives ? 1 : 0));
      return [separationOf('auc', rocAucOf, result.measured, expected)];
    }
    case 'retrieval':
      return [meanOf(result.primaryMetric, result.outcomes)];
  }
}

function correctness(outcome: string): number | null {
  return isAsked(outcome) ? Number(outcome === '1') : null;
}

function meanOf(metric: string, outcomes: readonly (number | null)[]): Comparable {
  return {
    metric,
    outcomes,
    scorer: (places) => weightedMean(Float64Array.from(places, (place) => outcomes[place]!)),
  };
}

function correlationOf(
  measured: readonly (number | null)[],
  expected: readonly number[],
): Comparable {
  return {
    metric: 'spearman',
    outcomes: measured,
    scorer: (places) => {
      const xs = rankLevels(places.map((place) => measured[place]!));
      const ys = rankLevels(places.map((place) => expected[place]!));
      return (weights) => spearmanOfLevels(xs, ys, weights);
    },
  };
}

/** How scores tell items of 1 from those of 0. */
function separationOf(
  metric: string,
  statistic: (ranking: BinaryRanking) => WeightedStatistic,
  measured: readonly (number | null)[],
  expected: readonly number[],
): Comparable {
  return {
    metric,
    outcomes: measured,
    scorer: (places) => {
      const labels = places.map((place) => expected[place]!);
      return statistic(
        rankBinary(
          labels,
          places.map((place) => measured[place]!),
        ),
      );
    },
  };
}

/** Labels found, of all there are: with one label an item, the accuracy. */
function microF1Of(
  metric: string,
  found: readonly (number | null)[],
  labelCounts: readonly number[],
): Comparable {
  return {
    metric,
    outcomes: found,
    scorer: (places) => (weights) => {
      let [right, all] = [0, 0];
      for (const [at, place] of places.entries()) {
        const weight = weights?.[at] ?? 1;
        right += weight * found[place]!;
        all += weight * labelCounts[place]!;
      }
      return all > 0 ? right / all : null;
    },
  };
}

function agreementOf(
  assigned: readonly (number | null)[],
  expected: readonly number[],
  beta: number,
): Comparable {
  return {
    metric: 'vMeasure',
    outcomes: assigned,
    scorer: (places) => {
      const own = places.map((place) => expected[place]!);
      const clusters = places.map((place) => assigned[place]!);
      return (weights) => vMeasureOf(contingencyOf(own, clusters, weights), beta).vMeasure;
    },
  };
}

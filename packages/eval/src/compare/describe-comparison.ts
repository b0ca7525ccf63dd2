import {
  formatCount,
  formatDifference,
  formatInterval,
  formatPValue,
  formatScore,
} from '../report/format.js';
import type { Comparison, ComparisonReport } from './compare-results.js';

/**
 * Comparisons as sentences, a line each: what differs by how much, and whether that is more than
 * noise.
 *
 * @example
 * ```ts
 * import { type ComparisonReport, describeComparison } from '@tovec/eval';
 *
 * const report: ComparisonReport = {
 *   comparisons: [
 *     {
 *       ...{ task: 'analogies', dataset: 'questions-words.txt', metric: 'accuracy' },
 *       ...{ a: { encoder: 'old', score: 0.35 }, b: { encoder: 'new', score: 0.372 } },
 *       ...{ shared: 17_000, onlyA: 0, onlyB: 0, difference: 0.022, pValue: 0.001 },
 *       ...{ interval: { low: 0.015, high: 0.029 }, beyondNoise: true, optionsThatDiffer: [] },
 *     },
 *   ],
 *   unmatched: [],
 *   bootstrap: { resamples: 2000, confidence: 0.95, seed: 1 },
 * };
 * console.log(describeComparison(report));
 * // questions-words.txt, accuracy: new 37.2 %, old 35.0 %: +2.2 [1.5, 2.9], p = 0.0010, 17,000 items: beyond noise
 * ```
 */
export function describeComparison({ comparisons, unmatched }: ComparisonReport): string {
  return [
    ...comparisons.map(describe),
    ...unmatched.map(
      ({ dataset, task, encoder, reason }) =>
        `${dataset}, ${task}: ${encoder} was not compared, since ${reason}`,
    ),
  ].join('\n');
}

function describe(comparison: Comparison): string {
  const { dataset, metric, a, b, difference, interval, pValue, shared } = comparison;
  const side = ({ encoder, score }: Comparison['a']) => `${encoder} ${formatScore(metric, score)}`;
  const changed =
    difference === null
      ? 'nothing to compare'
      : [
          `${formatDifference(metric, difference)} ${formatInterval(metric, interval)}`.trim(),
          ...(pValue === null ? [] : [`p ${formatPValue(pValue).replace(/^\d/, '= $&')}`]),
          `${formatCount(shared)} items`,
        ].join(', ');
  return `${dataset}, ${metric}: ${side(b)}, ${side(a)}: ${changed}: ${verdictOf(comparison)}`;
}

/** What a comparison comes to, in a few words: `'beyond noise'`, `'may well be noise'`. */
export function verdictOf({ beyondNoise, interval, optionsThatDiffer }: Comparison): string {
  const verdict =
    interval === null ? 'no verdict' : beyondNoise ? 'beyond noise' : 'may well be noise';
  const options =
    optionsThatDiffer.length > 0 ? ` (not the same ${optionsThatDiffer.join(', ')})` : '';
  return `${verdict}${options}`;
}

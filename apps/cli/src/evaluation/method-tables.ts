import {
  formatInterval,
  formatScore,
  type LinkPredictionResult,
  type TransferResult,
} from '@tovec/eval';
import { count, duration } from '../output/numbers.js';
import { aligned, hasIntervals, percentInterval } from './aligned.js';

/** Every method of one link prediction, and how one was chosen. */
export function methodTable(result: LinkPredictionResult): string {
  const { methods, chosen, chosenBy, used, positives, residualEdges, nodes, seconds } = result;
  const rows = methods.map((one) => [
    one.method === chosen ? `${one.method} *` : one.method,
    formatScore('auc', one.auc),
    ...(hasIntervals(result) ? [formatInterval('auc', one.aucInterval)] : []),
    formatScore('averagePrecision', one.averagePrecision),
    formatScore('auc', one.validationAuc),
  ]);
  const interval = hasIntervals(result) ? [percentInterval(result)] : [];
  return [
    aligned([['operator', 'AUC', ...interval, 'AP', 'validation AUC'], ...rows]),
    '',
    chosenBy === 'validation'
      ? `* is the score: the best on the validation pairs, which are not those of the test`
      : '* is the score: the first, since there are no validation pairs',
    `${count(residualEdges)} edges between ${count(nodes)} nodes to learn from; ` +
      `${count(used)} of ${count(2 * positives)} test pairs asked in ${duration(seconds)}`,
  ].join('\n');
}

/** The learning curves of one transfer: a line for each number of examples. */
export function curveTable({ curves, options, pool, tested, seconds }: TransferResult): string {
  const rows = options.shots.map((shots) => [
    count(shots),
    ...curves.map(({ points }) => {
      const point = points.find((one) => one.shots === shots);
      return formatScore('accuracy', point?.accuracy ?? null);
    }),
  ]);
  const means = curves.map(({ meanAccuracy }) => formatScore('accuracy', meanAccuracy));
  return [
    aligned([
      ['examples', ...curves.map(({ contestant }) => contestant)],
      ...rows,
      [],
      ['mean', ...means],
    ]),
    '',
    `accuracy by labelled examples per class, the mean of ${count(options.draws)} draws from ` +
      `${count(pool)} items, on ${count(tested)} others, in ${duration(seconds)}`,
  ].join('\n');
}

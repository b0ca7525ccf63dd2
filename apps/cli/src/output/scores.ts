import type { ClassifierEvaluation, Scores } from '@tovec/word/fasttext';
import { count, percent } from './numbers.js';
import { table } from './table.js';

/** How well labels were predicted, for people; with a line for each label where they are asked for. */
export function scoresText(evaluation: ClassifierEvaluation, byLabel: boolean): string {
  const { examples, topK, labels } = evaluation;
  const [precision, recall, f1] = percents(evaluation);
  const overall = table(
    [
      ['examples', count(examples)],
      [`P@${topK}`, precision!],
      [`R@${topK}`, recall!],
      [`F1@${topK}`, f1!],
    ],
    ['left', 'right'],
  );
  if (!byLabel) return overall;
  const rows = labels.map(({ label, ...scores }) => [
    ...[label, ...percents(scores), count(scores.examples), count(scores.predicted)],
  ]);
  const header = ['label', 'precision', 'recall', 'F1', 'examples', 'predicted'];
  return `${overall}\n\n${table([header, ...rows], ['left', ...rows[0]!.slice(1).map(() => 'right' as const)])}`;
}

function percents({ precision, recall, f1 }: Scores): string[] {
  return [precision, recall, f1].map((share) => percent(share ?? null));
}

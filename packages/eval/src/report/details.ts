import type { TaskResult } from '../results/task-result.js';
import type { AnalogiesResult } from '../tasks/analogies.js';
import type { AnalogyScore } from '../tasks/analogy-scores.js';
import type { Block, Cell } from './document.js';
import { formatCount, formatNames, formatScore, formatShare } from './format.js';
import type { Labelled } from './labelled.js';
import { probeDetails } from './probe-details.js';
import { rankingDetails } from './ranking-details.js';
import { scoreCell } from './score-cell.js';
import type { SummaryTable } from './summarize.js';

/** What is worth telling of one task beyond its scores. */
export function detailsOf({ task, datasets, rows }: SummaryTable): Block[] {
  return datasets.flatMap((caption, at): Block[] => {
    const labelled = rows.flatMap(({ label, results }) =>
      results[at] ? [{ label, result: results[at] }] : [],
    );
    const own = rankingDetails(caption, labelled) ?? probeDetails(caption, labelled);
    if (own) return own;
    return task === 'analogies'
      ? [analogyTable(caption, labelled as Labelled<AnalogiesResult>[])]
      : [{ kind: 'table', caption, ...plainTable(labelled) }];
  });
}

function analogyTable(caption: string, labelled: readonly Labelled<AnalogiesResult>[]): Block {
  const names = labelled[0]!.result.sections.map(({ name }) => name);
  const totals = ['semantic', 'syntactic', 'overall'] as const;
  const rows = [
    ...names.map((name, at) => [
      name,
      ...labelled.flatMap(({ result }) => cells(result.sections[at])),
    ]),
    ...totals.map((key) => [key, ...labelled.flatMap(({ result }) => cells(result[key]))]),
  ];
  const one = labelled.length === 1;
  const header = labelled.flatMap(({ label }) =>
    one ? ['right first', 'among the first 5', 'asked'] : [label, 'among 5', 'asked'],
  );
  return { kind: 'table', caption, header: ['section', ...header], rows };
}

function cells(score: AnalogyScore | undefined): Cell[] {
  if (score === undefined) return ['–', '–', '–'];
  const { accuracy, interval, top5, total, questions } = score;
  return [
    scoreCell('accuracy', accuracy, interval),
    formatScore('accuracy', top5.accuracy),
    `${formatCount(total)} of ${formatCount(questions)}`,
  ];
}

function plainTable(labelled: readonly Labelled<TaskResult>[]) {
  const rows = labelled.map(
    ({ label, result }): Record<string, Cell> => ({ encoder: label, ...columnsOf(result) }),
  );
  // Not every row has all columns: a model that knows no word has no clusterings.
  const header = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return { header, rows: rows.map((row) => header.map((key): Cell => row[key] ?? '–')) };
}

function columnsOf(result: TaskResult): Record<string, Cell> {
  switch (result.task) {
    case 'similarity':
      return {
        Spearman: scoreCell('spearman', result.spearman, result.interval),
        Pearson: scoreCell('pearson', result.pearson, result.pearsonInterval),
        pairs: `${formatCount(result.used)} of ${formatCount(result.pairs)}`,
        coverage: formatShare(result.coverage),
        'words composed': formatCount(result.composedWords),
        'words without a vector': formatNames(result.missingWords),
      };
    case 'categorization':
      return {
        ...Object.fromEntries(
          result.clusterings.map(({ method, purity, interval }) => [
            method,
            scoreCell('purity', purity, interval),
          ]),
        ),
        best: result.best ?? '–',
        words: `${formatCount(result.used)} of ${formatCount(result.words)}`,
        'words without a vector': formatNames(result.missingWords),
      };
    case 'outliers':
      return {
        found: scoreCell('accuracy', result.accuracy, result.interval),
        'mean position (OPP)': scoreCell('opp', result.opp, result.oppInterval),
        cases: `${formatCount(result.used)} of ${formatCount(result.cases)}`,
        'words composed': formatCount(result.composedWords),
        'words without a vector': formatNames(result.missingWords),
      };
    default:
      return {};
  }
}

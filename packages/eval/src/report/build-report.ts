import { check, InvalidInputError } from '@tovec/core';
import type { TaskResult } from '../results/task-result.js';
import { detailsOf } from './details.js';
import type { Block, Cell } from './document.js';
import { formatShare } from './format.js';
import { provenanceBlocks } from './provenance.js';
import { scoreCell } from './score-cell.js';
import { type SummaryTable, summarize } from './summarize.js';

export interface ReportOptions {
  /** What stands above the report; default `'Evaluation'`. */
  readonly title?: string | undefined;
}

const titles: Readonly<Record<TaskResult['task'], string>> = {
  analogies: 'Analogies',
  similarity: 'Word similarity',
  categorization: 'Categorization',
  outliers: 'Outlier detection',
  classification: 'Classification',
  clustering: 'Clustering',
  transfer: 'Transfer',
  pairs: 'Pairs',
  retrieval: 'Retrieval',
  'link-prediction': 'Link prediction',
};

const meanings: Readonly<Record<TaskResult['task'], string>> = {
  analogies: 'The share of questions whose answer comes first.',
  similarity: 'Spearman’s correlation of cosines with what people say.',
  categorization: 'The purity of clusters.',
  outliers: 'The share of words that do not belong and were found.',
  classification:
    'What a simple classifier makes of the vectors, on items it was not trained with.',
  clustering: 'Whether clusters are of one class and classes in one cluster (V-measure).',
  transfer: 'The accuracy with few labelled examples, in the mean of the learning curve.',
  pairs: 'The average precision of pairs in the order of their cosines.',
  retrieval: 'How high the documents that are relevant to a query come (nDCG).',
  'link-prediction':
    'How well pairs of nodes with an edge that was held out are told from pairs without (AUC).',
};

/** What a report of results says, in order. */
export function buildReport(results: readonly TaskResult[], options: ReportOptions): Block[] {
  check.knownKeys('ReportOptions', options, ['title']);
  const { title = 'Evaluation' } = options;
  check.string('title', title, { nonEmpty: true });
  if (!Array.isArray(results) || results.length === 0) {
    throw new InvalidInputError('A report needs a list of results, one at least.', {
      ...{ argument: 'results', given: results },
    });
  }
  const { confidence, resamples } = (results[0] as TaskResult).bootstrap;
  const brackets =
    resamples > 0
      ? `In brackets: ${formatShare(confidence).replace('.0', '')} intervals of a bootstrap over items. `
      : '';
  return [
    { kind: 'heading', level: 1, text: title },
    { kind: 'paragraph', text: `${brackets}Coverage is the share of items that could be asked.` },
    ...summarize(results).flatMap(taskBlocks),
    ...provenanceBlocks(results),
  ];
}

function titleOf({ task, metric }: SummaryTable): string {
  if (task === 'pairs')
    return metric === 'spearman' ? 'Graded pairs' : 'Pairs that belong together';
  return titles[task];
}

function meaningOf({ task, metric, rows }: SummaryTable): string {
  const ways = rows.flatMap(({ results }) =>
    results.map((result) =>
      result?.task === 'categorization' ? result.options.methods.length : 0,
    ),
  );
  if (task === 'pairs' && metric === 'spearman') {
    return 'Spearman’s correlation of cosines with the grades.';
  }
  return Math.max(...ways) > 1
    ? 'The purity of clusters, of the best of several clusterings.'
    : meanings[task];
}

function taskBlocks(table: SummaryTable): Block[] {
  const { metric, datasets, rows } = table;
  const charts = datasets.map((title, at): Block => {
    const bars = rows.flatMap(({ label, results }) => {
      const result = results[at];
      return result ? [{ label, metric, score: result.score, interval: result.interval }] : [];
    });
    return { kind: 'bars', title, bars };
  });
  return [
    { kind: 'heading', level: 2, text: titleOf(table) },
    { kind: 'paragraph', text: meaningOf(table) },
    {
      kind: 'table',
      caption: 'Scores',
      header: ['encoder', ...datasets.flatMap((name) => [name, 'coverage'])],
      rows: rows.map(({ label, results }): Cell[] => [
        label,
        ...results.flatMap((result): Cell[] =>
          result
            ? [scoreCell(metric, result.score, result.interval), formatShare(result.coverage)]
            : ['–', '–'],
        ),
      ]),
    },
    ...charts,
    { kind: 'heading', level: 3, text: 'In detail' },
    ...detailsOf(table),
  ];
}

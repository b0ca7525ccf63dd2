import {
  type AnalogiesResult,
  formatInterval,
  formatScore,
  formatShare,
  type RetrievalResult,
  type SummaryTable,
  summarize,
  type TaskResult,
} from '@tovec/eval';
import { count, duration } from '../output/numbers.js';
import { aligned, hasIntervals, percentInterval } from './aligned.js';
import { curveTable, methodTable } from './method-tables.js';

/** Results of one task: models by sets, or what is in a set where there is one result only. */
export function evaluationTable(results: readonly TaskResult[]): string {
  const [first] = results;
  if (results.length === 1 && first?.task === 'analogies') return sectionTable(first);
  if (results.length === 1 && first?.task === 'link-prediction') return methodTable(first);
  if (results.length === 1 && first?.task === 'transfer') return curveTable(first);
  return summarize(results).map(summaryTable).join('\n\n');
}

/** Of one model its sets, a line each; of several a line for each model. */
function summaryTable({ metric, datasets, rows }: SummaryTable): string {
  const [only] = rows;
  const isRoomy = datasets.length === 1;
  if (rows.length === 1) {
    const lines = datasets.map((name, at) => [name, ...cellsOf(metric, only!.results[at], true)]);
    return aligned([['set', metric, ...headings(only!.results[0], true)], ...lines]);
  }
  const header = datasets.flatMap((name, at) => {
    const some = rows.find(({ results }) => results[at])?.results[at];
    return [name, ...headings(some, isRoomy)];
  });
  const lines = rows.map(({ label, results }) => [
    label,
    ...results.flatMap((result, at) => {
      const some = rows.find((row) => row.results[at])?.results[at];
      return result
        ? cellsOf(metric, result, isRoomy)
        : ['–', ...headings(some, isRoomy).map(() => '')];
    }),
  ]);
  return aligned([['model', ...header], ...lines]);
}

/** What stands behind a score. */
function headings(result: TaskResult | undefined, isRoomy: boolean): string[] {
  const interval = result && hasIntervals(result) ? [percentInterval(result)] : [];
  return [...interval, ...(isRoomy ? Object.keys(moreOf(result)) : []), 'coverage'];
}

function cellsOf(metric: string, result: TaskResult | undefined, isRoomy: boolean): string[] {
  if (result === undefined) return [];
  const { score, interval, coverage } = result;
  return [
    formatScore(metric, score),
    ...(hasIntervals(result) ? [formatInterval(metric, interval)] : []),
    ...(isRoomy ? Object.values(moreOf(result)) : []),
    formatShare(coverage),
  ];
}

/** Numbers of a task that a line has room for. */
function moreOf(result: TaskResult | undefined): Record<string, string> {
  switch (result?.task) {
    case 'analogies':
      return {
        semantic: formatScore('accuracy', result.semantic.accuracy),
        syntactic: formatScore('accuracy', result.syntactic.accuracy),
      };
    case 'similarity':
      return { pearson: formatScore('pearson', result.pearson) };
    case 'outliers':
      return { OPP: formatScore('opp', result.opp) };
    case 'classification':
      return { 'macro F1': formatScore('macroF1', result.macroF1) };
    case 'clustering':
      return {
        NMI: formatScore('nmi', result.nmi),
        ARI: formatScore('ari', result.ari),
        purity: formatScore('purity', result.purity),
      };
    case 'pairs':
      return result.kind === 'graded'
        ? { pearson: formatScore('pearson', result.graded[0]?.pearson ?? null) }
        : { AUC: formatScore('auc', result.binary[0]?.auc ?? null) };
    case 'retrieval':
      return retrievalScores(result);
    case 'link-prediction': {
      const chosen = result.methods.find(({ method }) => method === result.chosen);
      return {
        AP: formatScore('averagePrecision', chosen?.averagePrecision ?? null),
        operator: result.chosen,
      };
    }
    default:
      return {};
  }
}

/** The other metrics at the k of the score. */
function retrievalScores({ scores, primaryMetric }: RetrievalResult): Record<string, string> {
  const k = Number(primaryMetric.split('@')[1]);
  const at = (metric: string) =>
    formatScore(metric, scores.find((one) => one.metric === metric && one.k === k)?.value ?? null);
  return { MRR: at('mrr'), MAP: at('map'), recall: at('recall') };
}

/** The sections of one set of analogies, as one model answers them. */
function sectionTable(result: AnalogiesResult): string {
  const { sections, semantic, syntactic, overall, skipped, options } = result;
  const rows = [
    ...sections,
    { name: 'semantic', ...semantic },
    { name: 'syntactic', ...syntactic },
    { name: 'total', ...overall },
  ].map(({ name, accuracy, interval, top5, correct, total, coverage }) => [
    ...[name, formatShare(accuracy)],
    ...(hasIntervals(result) ? [formatInterval('accuracy', interval)] : []),
    ...[formatShare(top5.accuracy), count(correct), count(total), formatShare(coverage)],
  ]);
  rows.splice(sections.length, 0, []);
  const interval = hasIntervals(result) ? [percentInterval(result)] : [];
  const header = ['section', 'accuracy', ...interval, 'top 5', 'correct', 'asked', 'coverage'];
  const { unknownWord, beyondRestrict } = skipped;
  const notAsked = unknownWord.count + beyondRestrict.count;
  return [
    aligned([header, ...rows]),
    '',
    `${options.method} over ${count(options.restrict)} items in ${duration(result.seconds)}; ` +
      `${count(notAsked)} ${notAsked === 1 ? 'question' : 'questions'} not asked: ` +
      `${count(unknownWord.count)} with a word that has no vector, ` +
      `${count(beyondRestrict.count)} with one beyond the first ${count(options.restrict)}`,
  ].join('\n');
}

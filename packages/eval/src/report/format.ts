import type { Interval } from '../statistics/interval.js';

/** Metrics that people read as plain numbers; all others are shares, which they read as per cent. */
const plainMetrics: ReadonlySet<string> = new Set([
  ...['spearman', 'pearson', 'auc', 'rocAuc', 'averagePrecision', 'ndcg', 'mrr', 'map'],
  ...['macroF1', 'microF1', 'weightedF1', 'vMeasure', 'nmi', 'ari', 'silhouette'],
]);

/** Whether a metric is a plain number, whatever k it is at. */
function isPlain(metric: string): boolean {
  return plainMetrics.has(metric.replace(/@\d+$/, ''));
}

/** A score as people read it: `0.664`, `36.6 %`; a dash where there is none. */
export function formatScore(metric: string, score: number | null): string {
  if (score === null) return '–';
  return isPlain(metric) ? minus(score.toFixed(3)) : formatShare(score);
}

/** An interval in the unit of its score: `[0.598, 0.722]`, `[35.9, 37.3]`; nothing without one. */
export function formatInterval(metric: string, interval: Interval | null): string {
  if (interval === null) return '';
  const format = (value: number) =>
    minus(isPlain(metric) ? value.toFixed(3) : (100 * value).toFixed(1));
  return `[${format(interval.low)}, ${format(interval.high)}]`;
}

/** A share as per cent. */
export function formatShare(share: number | null): string {
  return share === null ? '–' : `${(100 * share).toFixed(1)} %`;
}

/** A difference of two scores, with its sign; of shares in points of per cent. */
export function formatDifference(metric: string, difference: number | null): string {
  if (difference === null) return '–';
  const text = isPlain(metric) ? difference.toFixed(3) : (100 * difference).toFixed(1);
  return Number(text) > 0 ? `+${text}` : minus(text);
}

/** A p-value with four digits, or that it is smaller than those can tell. */
export function formatPValue(pValue: number | null): string {
  if (pValue === null) return '–';
  return pValue < 0.0001 ? '< 0.0001' : pValue.toFixed(4);
}

/** 1234567 → '1,234,567'. */
export function formatCount(count: number): string {
  return count.toLocaleString('en-US');
}

/** The first names of a list, and how many more there are. */
export function formatNames(names: readonly string[], most = 8): string {
  if (names.length === 0) return 'none';
  const more = names.length > most ? ` and ${formatCount(names.length - most)} more` : '';
  return `${names.slice(0, most).join(', ')}${more}`;
}

/** With a true minus sign; what is rounded to 0 has none. */
function minus(text: string): string {
  return text.replace(/^-/, Number(text) === 0 ? '' : '−');
}

import type { TaskResult } from '../results/task-result.js';
import { buildReport, type ReportOptions } from './build-report.js';
import { type Block, type Cell, isNumeric, type MatrixBlock } from './document.js';
import { formatCount } from './format.js';

/**
 * A report of results in GitHub's Markdown: a table of encoders and datasets for each task, what
 * stands behind the scores, and where everything comes from.
 *
 * @throws InvalidInputError when there are no results
 * @example
 * ```ts
 * import { markdownReport, readWordPairs, similarity } from '@tovec/eval';
 * import { createKeyedVectors } from '@tovec/vectors';
 *
 * const matrix = Float32Array.of(1, 0, 3, 1, -1, 2);
 * const vectors = createKeyedVectors({ items: ['cat', 'tiger', 'stock'], matrix, dimensions: 2 });
 * const file = new TextEncoder().encode('tiger cat 7.4\ncat stock 1\nstock tiger 0.9\n');
 * const pairs = await readWordPairs(file, { name: 'animals' });
 * const report = markdownReport([await similarity(vectors, pairs, { resamples: 0 })]);
 * console.log(report.split('\n').slice(10, 13).join('\n'));
 * // | encoder | animals | coverage |
 * // |---|--:|--:|
 * // | keyed-vectors | 0.500 | 100.0 % |
 * ```
 */
export function markdownReport(
  results: readonly TaskResult[],
  options: ReportOptions = {},
): string {
  const parts = buildReport(results, options).map(render);
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function render(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `${'#'.repeat(block.level)} ${escapeMarkdown(block.text)}`;
    case 'paragraph':
      return escapeMarkdown(block.text);
    case 'table':
      return renderTable(block);
    case 'matrix':
      return renderTable(matrixTable(block));
    // What these show stands in tables beside them.
    case 'bars':
    case 'curves':
    case 'scatter':
      return '';
  }
}

type Table = Pick<Extract<Block, { kind: 'table' }>, 'caption' | 'header' | 'rows'>;

function renderTable(block: Table): string {
  const header = block.header.map(escapeMarkdown);
  const alignment = header.map((_, at) => (isNumeric(block.rows, at) ? '--:' : '---'));
  const rows = block.rows.map((row) => `| ${row.map(cellText).join(' | ')} |`);
  return [
    ...[`**${escapeMarkdown(block.caption)}**`, ''],
    ...[`| ${header.join(' | ')} |`, `|${alignment.join('|')}|`, ...rows],
  ].join('\n');
}

function matrixTable({ title, rows, columns, counts, rowTitle, columnTitle }: MatrixBlock): Table {
  const header = [`${rowTitle} ↓ ${columnTitle} →`, ...columns];
  const body = counts.map((row, at) => [rows[at] ?? '', ...row.map(formatCount)]);
  return { caption: title, header, rows: body };
}

function cellText(cell: Cell): string {
  if (typeof cell === 'string') return escapeMarkdown(cell);
  return escapeMarkdown(cell.note === '' ? cell.text : `${cell.text} ${cell.note}`);
}

/** Text that means only itself: names may hold anything. */
function escapeMarkdown(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[\\`*_{}[\]<>#|~]/g, (mark) => (mark === '[' || mark === ']' ? mark : `\\${mark}`))
    .replace(/&/g, '&amp;');
}

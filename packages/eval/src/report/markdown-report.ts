import type { TaskResult } from '../results/task-result.js';
import { buildReport, type ReportOptions } from './build-report.js';
import { type Block, type Cell, isNumeric } from './document.js';

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
  const blocks = buildReport(results, options).filter(({ kind }) => kind !== 'bars');
  return `${blocks.map(render).join('\n\n')}\n`;
}

function render(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `${'#'.repeat(block.level)} ${escapeMarkdown(block.text)}`;
    case 'paragraph':
      return escapeMarkdown(block.text);
    case 'table': {
      const header = block.header.map(escapeMarkdown);
      const alignment = header.map((_, at) => (isNumeric(block.rows, at) ? '--:' : '---'));
      const rows = block.rows.map((row) => `| ${row.map(cellText).join(' | ')} |`);
      return [
        ...[`**${escapeMarkdown(block.caption)}**`, ''],
        ...[`| ${header.join(' | ')} |`, `|${alignment.join('|')}|`, ...rows],
      ].join('\n');
    }
    case 'bars':
      return '';
  }
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

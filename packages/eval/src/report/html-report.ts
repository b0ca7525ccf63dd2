import { escapeHtml, htmlPage } from '@tovec/core';
import type { TaskResult } from '../results/task-result.js';
import { drawBars } from './bars.js';
import { buildReport, type ReportOptions } from './build-report.js';
import { drawCurves } from './curves.js';
import { type Block, type Cell, isNumeric } from './document.js';
import { drawMatrix } from './matrix.js';
import { drawScatter } from './scatter.js';
import { style } from './style.js';

/**
 * A report of results as one HTML page that needs nothing else: no script, no font, no network. What
 * {@link markdownReport} has, and a chart of each dataset; light or dark as the reader's system is.
 *
 * @throws InvalidInputError when there are no results
 * @example
 * ```ts
 * import { htmlReport, readWordPairs, similarity } from '@tovec/eval';
 * import { createKeyedVectors } from '@tovec/vectors';
 *
 * const matrix = Float32Array.of(1, 0, 3, 1, -1, 2);
 * const vectors = createKeyedVectors({ items: ['cat', 'tiger', 'stock'], matrix, dimensions: 2 });
 * const file = new TextEncoder().encode('tiger cat 7.4\ncat stock 1\nstock tiger 0.9\n');
 * const result = await similarity(vectors, await readWordPairs(file));
 * const page = htmlReport([result], { title: 'Cats & tigers' });
 * console.log(page.slice(0, 15), page.includes('<h1>Cats &amp; tigers</h1>')); // <!doctype html> true
 * ```
 */
export function htmlReport(results: readonly TaskResult[], options: ReportOptions = {}): string {
  return renderPage(options.title ?? 'Evaluation', buildReport(results, options));
}

/** A page of blocks. */
export function renderPage(title: string, blocks: readonly Block[]): string {
  return htmlPage({ title, style, content: blocks.map(render).join('\n') });
}

/** Text that needs some width, or else it makes a tower. */
const longText = 40;

function render(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `<h${block.level}>${escapeHtml(block.text)}</h${block.level}>`;
    case 'paragraph':
      return `<p>${escapeHtml(block.text)}</p>`;
    case 'bars':
      return drawBars(block.title, block.bars);
    case 'curves':
      return drawCurves(block);
    case 'matrix':
      return drawMatrix(block);
    case 'scatter':
      return drawScatter(block);
    case 'table':
      return renderTable(block);
  }
}

function renderTable({ caption, header, rows }: Extract<Block, { kind: 'table' }>): string {
  // The first column names the rows, by numbers perhaps.
  const numeric = header.map((_, at) => at > 0 && isNumeric(rows, at));
  const isLong = (at: number) => rows.some((row) => String(row[at]).length > longText);
  const attributes = (at: number) =>
    ` class="${numeric[at] ? 'number' : isLong(at) ? 'text long' : 'text'}"`;
  const head = header.map(
    (text, at) => `<th scope="col"${attributes(at)}>${escapeHtml(text)}</th>`,
  );
  const body = rows.map((row) => {
    const cells = row.map((cell, at) =>
      at === 0
        ? `<th scope="row">${cellHtml(cell)}</th>`
        : `<td${attributes(at)}>${cellHtml(cell)}</td>`,
    );
    return `<tr>${cells.join('')}</tr>`;
  });
  // A table that is wider than the page can be scrolled, with the keyboard as well.
  return (
    `<div class="scroll" tabindex="0" role="group" aria-label="${escapeHtml(caption)}"><table>` +
    `<caption>${escapeHtml(caption)}</caption><thead><tr>${head.join('')}</tr></thead>` +
    `<tbody>${body.join('')}</tbody></table></div>`
  );
}

function cellHtml(cell: Cell): string {
  if (typeof cell === 'string') return escapeHtml(cell);
  const note = cell.note === '' ? '' : `<small>${escapeHtml(cell.note)}</small>`;
  return `<b>${escapeHtml(cell.text)}</b>${note}`;
}

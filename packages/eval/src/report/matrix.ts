import { escapeHtml } from '@tovec/core';
import type { MatrixBlock } from './document.js';
import { drawFigure, round, shorten } from './figure.js';
import { formatCount, formatShare } from './format.js';

const width = 720;
/** About the width of a letter, and how many a label has at most. */
const letter = 7;
const mostLetters = 18;
/** From this share on, a cell is so dark that its number has to be light, or the other way round. */
const strong = 0.62;

/** Counts of two labellings as a matrix of cells, the darker the larger their share of the row. */
export function drawMatrix(block: MatrixBlock): string {
  const { title, rows, columns, counts, rowTitle, columnTitle } = block;
  const layout = layOut(rows, columns);
  const { left, top, cell } = layout;
  const shares = counts.map((row) => {
    const total = row.reduce((sum, count) => sum + count, 0);
    return row.map((count) => (total > 0 ? count / total : 0));
  });
  const lines = counts.map((row, at) => {
    const y = round(top + at * cell);
    const cells = row.map((count, column) =>
      drawCell(count, shares[at]![column]!, round(left + column * cell), y, cell),
    );
    return drawRowLabel(rows[at] ?? '', y, layout) + cells.join('');
  });
  const [across, down] = [columns.length * cell, counts.length * cell];
  const middle = round(top + down / 2);
  return drawFigure({
    ...{ title, width, height: Math.ceil(top + down + 10) },
    said: sayMatrix(block, shares),
    content:
      `<text class="axis" x="${round(left + across / 2)}" y="14">${escapeHtml(columnTitle)}</text>` +
      `<text class="axis" transform="rotate(-90 14 ${middle})" x="14" y="${middle}">${escapeHtml(rowTitle)}</text>` +
      `${columns.map((label, at) => drawColumnLabel(label, at, layout)).join('')}${lines.join('')}`,
  });
}

interface Layout {
  readonly left: number;
  readonly top: number;
  /** The side of a cell. */
  readonly cell: number;
  /** The size of the letters of labels. */
  readonly size: number;
  /** By how many degrees the labels of columns are turned. */
  readonly angle: number;
}

function layOut(rows: readonly string[], columns: readonly string[]): Layout {
  const left = 34 + letter * longest(rows);
  // Where labels are turned, the last one needs room behind its column.
  const room = width - left - 0.5 * letter * longest(columns);
  const cell = round(Math.min(64, room / Math.max(1, columns.length)));
  const isLevel = letter * longest(columns) < cell - 4;
  const angle = isLevel ? 0 : cell < 26 ? 65 : 40;
  const size = round(Math.min(12.5, 0.75 * cell));
  const rise = Math.sin((angle * Math.PI) / 180) * letter * longest(columns) * (size / 12.5);
  return { left, top: round(46 + rise), cell, size, angle };
}

function drawColumnLabel(label: string, at: number, { left, top, cell, size, angle }: Layout) {
  const [x, y] = [round(left + (at + 0.5) * cell + (angle === 0 ? 0 : size / 4)), top - 8];
  const turn = angle === 0 ? '' : ` transform="rotate(-${angle} ${x} ${y})"`;
  const name = escapeHtml(shorten(label, mostLetters));
  return `<text class="${angle === 0 ? 'head' : 'tilted'}" style="font-size:${size}px" x="${x}" y="${y}"${turn}>${name}</text>`;
}

function drawRowLabel(label: string, y: number, { left, cell, size }: Layout): string {
  const name = escapeHtml(shorten(label, mostLetters));
  return `<text class="label" style="font-size:${size}px" x="${left - 8}" y="${round(y + cell / 2 + size / 3)}">${name}</text>`;
}

function drawCell(count: number, share: number, x: number, y: number, cell: number): string {
  const shade = share > 0 ? 0.06 + 0.94 * share : 0;
  const size = round(Math.min(12.5, cell / 2.6));
  const tone = shade > strong ? ' strong' : count === 0 ? ' none' : '';
  return (
    `<rect class="cell" x="${x}" y="${y}" width="${cell}" height="${cell}" fill-opacity="${shade.toFixed(2)}"/>` +
    `<text class="count${tone}" style="font-size:${size}px" x="${round(x + cell / 2)}" y="${round(y + cell / 2 + size / 3)}">` +
    `${shortCount(count, cell / size)}</text>`
  );
}

/** In each row, what most of it is. */
function sayMatrix(
  { rows, columns, counts, columnTitle }: MatrixBlock,
  shares: readonly (readonly number[])[],
): string {
  const rowsSaid = counts.map((row, at) => {
    const most = row.indexOf(Math.max(...row));
    const share = formatShare(shares[at]![most] ?? 0);
    return `${rows[at]}: ${share} ${columnTitle} ${columns[most]} (${formatCount(row[most] ?? 0)})`;
  });
  return rowsSaid.join('; ');
}

/** A count as long as there is room for: 12,345 or 12k. */
function shortCount(count: number, room: number): string {
  const whole = formatCount(count);
  if (whole.length * 0.6 <= room || count < 1000) return whole;
  return count < 1e6 ? `${Math.round(count / 1000)}k` : `${(count / 1e6).toFixed(1)}M`;
}

function longest(labels: readonly string[]): number {
  return Math.min(mostLetters, Math.max(1, ...labels.map((label) => [...label].length)));
}

import { escapeHtml } from '@tovec/core';
import { niceSpan } from './axis.js';
import type { Bar } from './document.js';
import { drawFigure, round, shorten } from './figure.js';
import { formatInterval, formatScore } from './format.js';

const width = 720;
const labelWidth = 200;
const valueWidth = 150;
const rowHeight = 30;
const plotWidth = width - labelWidth - valueWidth;

/** Bars with their intervals, as an SVG that takes its colours from the page. */
export function drawBars(title: string, bars: readonly Bar[]): string {
  const values = bars.flatMap(({ score, interval }) => [
    ...[score ?? 0, interval?.low ?? 0, interval?.high ?? 0],
  ]);
  const low = Math.min(0, ...values);
  const high = Math.max(...values, low + 1e-9);
  const span = niceSpan(low, high);
  const x = (value: number) =>
    labelWidth + ((value - span.low) / (span.high - span.low)) * plotWidth;
  const height = bars.length * rowHeight + 24;
  const metric = bars[0]?.metric ?? '';
  const ticks = span.ticks.map((tick) => {
    const at = round(x(tick));
    return (
      `<line class="grid" x1="${at}" x2="${at}" y1="0" y2="${height - 20}"/>` +
      `<text class="tick" x="${at}" y="${height - 6}">${escapeHtml(formatScore(metric, tick))}</text>`
    );
  });
  const rows = bars.map((bar, row) => drawBar(bar, row * rowHeight + rowHeight / 2 + 2, x));
  const said = bars
    .map(({ label, score, interval }) =>
      `${label} ${formatScore(metric, score)} ${formatInterval(metric, interval)}`.trim(),
    )
    .join('; ');
  return drawFigure({ title, said, width, height, content: `${ticks.join('')}${rows.join('')}` });
}

function drawBar(
  { label, metric, score, interval }: Bar,
  middle: number,
  x: (value: number) => number,
): string {
  const name = `<text class="label" x="${labelWidth - 10}" y="${middle + 4}">${escapeHtml(shorten(label))}</text>`;
  const value = [formatScore(metric, score), formatInterval(metric, interval)].join(' ').trim();
  const text = `<text class="value" x="${width - valueWidth + 12}" y="${middle + 4}">${escapeHtml(value)}</text>`;
  if (score === null) return name + text;
  const [start, end] = [x(Math.min(0, score)), x(Math.max(0, score))];
  const bar = `<rect class="bar" x="${round(start)}" y="${middle - 8}" width="${round(end - start)}" height="16" rx="2"/>`;
  if (interval === null) return name + bar + text;
  const [from, to] = [round(x(interval.low)), round(x(interval.high))];
  const whisker =
    `<path class="whisker" d="M${from} ${middle - 5}V${middle + 5}M${to} ${middle - 5}V${middle + 5}` +
    `M${from} ${middle}H${to}"/>`;
  return name + bar + whisker + text;
}

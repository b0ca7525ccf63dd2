import { escapeHtml } from '@tovec/core';
import type { ScatterBlock } from './document.js';
import { drawFigure, round } from './figure.js';
import { formatCount } from './format.js';
import { colorClass, drawLegend, markAt } from './palette.js';

const width = 720;
const height = 560;
const edge = 14;
const bottom = 34;
const left = 34;

/** Points of a plane, coloured by group, as an SVG: both axes in the same scale. */
export function drawScatter({ title, x, y, groups, points }: ScatterBlock): string {
  const [spanX, spanY] = [rangeOf(points.map((one) => one.x)), rangeOf(points.map((one) => one.y))];
  const [across, down] = [width - left - 2 * edge, height - bottom - 2 * edge];
  const scale = Math.min(across / (spanX.size || 1), down / (spanY.size || 1));
  const atX = (value: number) => round(left + edge + across / 2 + (value - spanX.middle) * scale);
  const atY = (value: number) => round(edge + down / 2 - (value - spanY.middle) * scale);
  const size = points.length > 800 ? 2.6 : points.length > 200 ? 3.2 : 4.2;
  const marks = groups.map((_, group) => {
    const own = points.filter((point) => point.group === group);
    if (own.length === 0) return '';
    const path = own.map((point) => markAt(group, atX(point.x), atY(point.y), size)).join('');
    return `<path class="mark faint ${colorClass(group)}" d="${path}"/>`;
  });
  const [floor, middle] = [height - bottom, round((height - bottom) / 2)];
  const frame =
    `<rect class="frame" x="${left}" y="1" width="${width - left - 1}" height="${floor - 1}"/>` +
    `<text class="axis" x="${round((left + width) / 2)}" y="${height - 10}">${escapeHtml(x)}</text>` +
    `<text class="axis" transform="rotate(-90 16 ${middle})" x="16" y="${middle}">${escapeHtml(y)}</text>`;
  const labels = groups.map((label, group) => {
    const count = points.filter((point) => point.group === group).length;
    return `${label} (${formatCount(count)})`;
  });
  return drawFigure({
    ...{ title, width, height },
    said: `${formatCount(points.length)} points; ${labels.join(', ')}`,
    legend: drawLegend(labels, 'mark'),
    content: frame + marks.join(''),
  });
}

function rangeOf(values: readonly number[]): { middle: number; size: number } {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return low <= high ? { middle: (low + high) / 2, size: high - low } : { middle: 0, size: 0 };
}

import { escapeHtml } from '@tovec/core';
import { placeOn, type Span, spanOf, tickText } from './axis.js';
import type { Axis, Curve, CurvesBlock } from './document.js';
import { drawFigure, round } from './figure.js';
import { colorClass, dashOf, drawLegend, markAt } from './palette.js';

const left = 70;
const right = 18;
const top = 10;
const bottom = 48;

/** Up to so many points of a curve are marked. */
const mostMarks = 20;

/** Curves between two axes, with the bands of their intervals, as an SVG. */
export function drawCurves({ title, x, y, curves, isSquare, diagonal }: CurvesBlock): string {
  const [width, height] = isSquare ? [460, 430] : [720, 400];
  const points = curves.flatMap((curve) => curve.points);
  const spanX = spanOf(
    x,
    points.map((point) => point.x),
  );
  const spanY = spanOf(
    y,
    points.flatMap((point) => [point.y, point.low ?? point.y, point.high ?? point.y]),
  );
  const atX = along(spanX, left, width - right, placeOn(x.scale));
  const atY = along(spanY, height - bottom, top, placeOn(y.scale));
  const chance = diagonal
    ? `<path class="chance" d="M${atX(0)} ${atY(0)}L${atX(1)} ${atY(1)}"/>`
    : '';
  const bands = curves.map((curve, group) => drawBand(curve, group, atX, atY));
  const lines = curves.map((curve, group) => drawLine(curve, group, atX, atY));
  const frame = { width, height, spanX, spanY };
  return drawFigure({
    ...{ title, width, height, isSquare: isSquare ?? false },
    said: curves.map((curve) => sayCurve(curve, x, y)).join('; '),
    legend: drawLegend(
      curves.map(({ label }) => label),
      'line',
    ),
    content: drawAxes(x, y, frame) + chance + bands.join('') + lines.join(''),
  });
}

type Place = (value: number) => number;

function along({ low, high }: Span, start: number, end: number, place: Place): Place {
  return (value) => round(start + ((place(value) - low) / (high - low)) * (end - start));
}

interface Frame {
  readonly width: number;
  readonly height: number;
  readonly spanX: Span;
  readonly spanY: Span;
}

function drawAxes(x: Axis, y: Axis, { width, height, spanX, spanY }: Frame): string {
  const [floor, end] = [height - bottom, width - right];
  const same: Place = (tick) => tick;
  const [atX, atY] = [along(spanX, left, end, same), along(spanY, floor, top, same)];
  const columns = spanX.ticks.map(
    (tick) =>
      `<line class="grid" x1="${atX(tick)}" x2="${atX(tick)}" y1="${top}" y2="${floor}"/>` +
      `<text class="tick" x="${atX(tick)}" y="${floor + 16}">${escapeHtml(tickText(x, tick))}</text>`,
  );
  const rows = spanY.ticks.map(
    (tick) =>
      `<line class="grid" x1="${left}" x2="${end}" y1="${atY(tick)}" y2="${atY(tick)}"/>` +
      `<text class="tick side" x="${left - 8}" y="${atY(tick) + 4}">${escapeHtml(tickText(y, tick))}</text>`,
  );
  const middle = round((top + floor) / 2);
  return (
    `${columns.join('')}${rows.join('')}` +
    `<text class="axis" x="${round((left + end) / 2)}" y="${height - 8}">${escapeHtml(x.label)}</text>` +
    `<text class="axis" transform="rotate(-90 16 ${middle})" x="16" y="${middle}">${escapeHtml(y.label)}</text>`
  );
}

function drawBand({ points }: Curve, group: number, atX: Place, atY: Place): string {
  const known = points.filter(({ low, high }) => low !== undefined && high !== undefined);
  if (known.length < 2) return '';
  const upper = known.map(({ x, high }) => `${atX(x)} ${atY(high!)}`);
  const lower = known.map(({ x, low }) => `${atX(x)} ${atY(low!)}`).reverse();
  return `<path class="band ${colorClass(group)}" d="M${[...upper, ...lower].join('L')}z"/>`;
}

function drawLine({ points }: Curve, group: number, atX: Place, atY: Place): string {
  if (points.length === 0) return '';
  const color = colorClass(group);
  const way = points.map(({ x, y }) => `${atX(x)} ${atY(y)}`).join('L');
  const marks =
    points.length <= mostMarks
      ? `<path class="mark ${color}" d="${points.map(({ x, y }) => markAt(group, atX(x), atY(y), 3.2)).join('')}"/>`
      : '';
  return `<path class="line ${color}"${dashOf(group)} d="M${way}"/>${marks}`;
}

/** The ends of a curve: what lies between is in a table, or is its shape. */
function sayCurve({ label, points }: Curve, x: Axis, y: Axis): string {
  const say = (axis: Axis, value: number) => tickText(axis, placeOn(axis.scale)(value));
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined) return `${label}, no points`;
  return (
    `${label}, from ${say(y, first.y)} at ${say(x, first.x)} ` +
    `to ${say(y, last.y)} at ${say(x, last.x)}`
  );
}

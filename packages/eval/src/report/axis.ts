import type { Axis } from './document.js';
import { formatScore } from './format.js';

/** From where to where an axis goes, and where it has lines. */
export interface Span {
  readonly low: number;
  readonly high: number;
  readonly ticks: readonly number[];
}

/** The lines of an axis at round numbers, with all values between the first and the last. */
export function niceSpan(low: number, high: number): Span {
  const rough = (high - low) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((times) => times * power).find((size) => size >= rough)!;
  const first = Math.floor(low / step + 1e-9);
  const last = Math.ceil(high / step - 1e-9);
  const ticks = Array.from({ length: last - first + 1 }, (_, at) => (first + at) * step);
  return { low: first * step, high: last * step, ticks };
}

/** The span of an axis over these values, in the unit that it is drawn in: log₂ of them, perhaps. */
export function spanOf({ scale, from, to }: Axis, values: readonly number[]): Span {
  const place = placeOn(scale);
  const places = values.map(place).filter(Number.isFinite);
  const low = from === undefined ? Math.min(...places) : place(from);
  const high = to === undefined ? Math.max(...places) : place(to);
  if (places.length === 0 && (from === undefined || to === undefined)) return niceSpan(0, 1);
  if (scale === 'log2') return powersOfTwo(low, high);
  const room = high - low > 1e-9 ? 0 : Math.max(1e-3, Math.abs(high) / 10);
  return niceSpan(low - room, high + room);
}

/** Where a value stands on an axis. */
export function placeOn(scale: Axis['scale']): (value: number) => number {
  return scale === 'log2' ? Math.log2 : (value) => value;
}

/** What an axis says at a line of it. */
export function tickText({ scale, metric }: Axis, tick: number): string {
  if (scale === 'log2') return (2 ** tick).toLocaleString('en-US', { maximumSignificantDigits: 4 });
  const text = metric === undefined ? plainNumber(tick) : formatScore(metric, tick);
  return text.replace(/\.0+(?= %$)/, '');
}

function powersOfTwo(low: number, high: number): Span {
  const first = Math.floor(low + 1e-9);
  const last = Math.max(first + 1, Math.ceil(high - 1e-9));
  const step = Math.ceil((last - first) / 12);
  const count = Math.floor((last - first) / step) + 1;
  const ticks = Array.from({ length: count }, (_, at) => first + at * step);
  return { low: first, high: last, ticks };
}

function plainNumber(value: number): string {
  const text = Number(value.toPrecision(6)).toLocaleString('en-US', { maximumFractionDigits: 6 });
  return text.replace(/^-/, '−');
}

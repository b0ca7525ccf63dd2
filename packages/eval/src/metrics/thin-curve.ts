/** A point of a curve. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/**
 * A curve in at most so many points, for a result or a plot: the ends stay, and of the others every
 * so many-th, by the way along the curve rather than by their number. Four decimals are kept.
 */
export function thinCurve(
  xs: ArrayLike<number>,
  ys: ArrayLike<number>,
  most = 200,
): readonly Point[] {
  const last = xs.length - 1;
  const point = (at: number): Point => ({ x: rounded(xs[at]!), y: rounded(ys[at]!) });
  if (xs.length <= most) return Array.from(xs, (_, at) => point(at));
  const stepAt = (at: number) => Math.abs(xs[at]! - xs[at - 1]!) + Math.abs(ys[at]! - ys[at - 1]!);
  let length = 0;
  for (let at = 1; at <= last; at++) length += stepAt(at);
  const points = [point(0)];
  let way = 0;
  for (let at = 1; at < last; at++) {
    way += stepAt(at);
    if (way >= (points.length * length) / (most - 1)) points.push(point(at));
  }
  return [...points, point(last)];
}

function rounded(value: number): number {
  return Number(value.toFixed(4));
}

import { createRandom } from '@tovec/core';
import type { Labelling } from '../probe/labelling.js';
import { principalPlane } from '../statistics/principal-plane.js';

/** Vectors in a plane, by their two main components, with their classes. */
export interface VectorMap {
  readonly classes: readonly string[];
  readonly points: readonly {
    readonly x: number;
    readonly y: number;
    /** A place in `classes`: the first label of the item. */
    readonly class: number;
  }[];
  /** The share of all variance along each axis. */
  readonly explained: readonly number[];
  /** Items that there are; the points are some of them where they are many. */
  readonly items: number;
}

/** More would only hide each other. */
const mostPoints = 600;

/** Draws some items, or as many of them as a drawing can show. */
export function mapOf(
  rowOf: (item: number) => Float32Array,
  { classes, lists }: Labelling,
  items: Uint32Array,
  dimensions: number,
  seed: number,
): VectorMap {
  const shown =
    items.length > mostPoints
      ? createRandom(seed).shuffle(items.slice()).subarray(0, mostPoints).sort()
      : items;
  const rows = Array.from(shown, rowOf);
  const { xs, ys, explained } = principalPlane(rows, dimensions, seed);
  const points = Array.from(shown, (item, at) => ({
    ...{ x: rounded(xs[at]!), y: rounded(ys[at]!) },
    class: lists[item]![0]!,
  }));
  return { classes, points, explained: explained.map(rounded), items: items.length };
}

function rounded(value: number): number {
  return Number(value.toPrecision(5));
}

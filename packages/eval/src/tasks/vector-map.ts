import { createRandom } from '@tovec/core';
import { principalComponents, projectOnto } from '@tovec/vectors';
import type { Labelling } from '../probe/labelling.js';

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
  { values, dimensions }: { readonly values: Float32Array; readonly dimensions: number },
  { classes, lists }: Labelling,
  items: Uint32Array,
  seed: number,
): VectorMap {
  const shown =
    items.length > mostPoints
      ? createRandom(seed).shuffle(items.slice()).subarray(0, mostPoints).sort()
      : items;
  const rows = new Float32Array(shown.length * dimensions);
  for (const [at, item] of shown.entries()) {
    rows.set(values.subarray(item * dimensions, (item + 1) * dimensions), at * dimensions);
  }
  const count = Math.min(2, shown.length, dimensions);
  const components = principalComponents(rows, { dimensions, count });
  const places = projectOnto(components, rows);
  const points = Array.from(shown, (item, at) => ({
    x: rounded(places[at * count]!),
    // What has one dimension lies on a line.
    y: count > 1 ? rounded(places[at * count + 1]!) : 0,
    class: lists[item]![0]!,
  }));
  const explained = [...components.shares].map(rounded);
  return { classes, points, explained, items: items.length };
}

function rounded(value: number): number {
  return Number(value.toPrecision(5));
}

/** Tiles of this size stay in the first-level cache, read along one axis and written along the other. */
const TILE = 32;

/**
 * Puts the axes of a row-major tensor into another order, as NumPy's `transpose`. Gives back the
 * same array where nothing moves.
 */
export function permuteAxes(
  values: Float32Array,
  shape: readonly number[],
  order: readonly number[],
): Float32Array {
  // Axes of length 1 do not matter: without them, more orders turn out to move nothing.
  const long = order.filter((axis) => shape[axis] !== 1);
  if (long.every((axis, place) => place === 0 || axis > long[place - 1]!)) return values;
  const result = new Float32Array(values.length);
  if (values.length === 0) return result;
  const from = stridesOf(shape);
  const to = targetStrides(shape, order);
  // What is contiguous in the source, and what is in the result.
  const read = Math.max(...long);
  const written = long.at(-1)!;
  const tile: Tile = {
    rows: { length: read === written ? 1 : shape[read]!, from: from[read]!, to: to[read]! },
    columns: { length: shape[written]!, from: from[written]!, to: to[written]! },
  };
  const outer = long.filter((axis) => axis !== read && axis !== written);
  visit(
    outer.map((axis) => ({ length: shape[axis]!, from: from[axis]!, to: to[axis]! })),
    (f, t) => copyTiled(values, f, result, t, tile),
  );
  return result;
}

interface Axis {
  readonly length: number;
  /** How far apart its neighbours are, in the source and in the result. */
  readonly from: number;
  readonly to: number;
}

interface Tile {
  readonly rows: Axis;
  readonly columns: Axis;
}

function copyTiled(
  source: Float32Array,
  sourceStart: number,
  target: Float32Array,
  targetStart: number,
  { rows, columns }: Tile,
): void {
  for (let top = 0; top < rows.length; top += TILE) {
    const bottom = Math.min(top + TILE, rows.length);
    for (let left = 0; left < columns.length; left += TILE) {
      const right = Math.min(left + TILE, columns.length);
      for (let row = top; row < bottom; row++) {
        let from = sourceStart + row * rows.from + left * columns.from;
        let to = targetStart + row * rows.to + left * columns.to;
        for (let column = left; column < right; column++) {
          target[to] = source[from]!;
          from += columns.from;
          to += columns.to;
        }
      }
    }
  }
}

/** Calls back with the offsets of every combination of indices. */
function visit(
  axes: readonly Axis[],
  at: (from: number, to: number) => void,
  from = 0,
  to = 0,
): void {
  const [axis, ...rest] = axes;
  if (axis === undefined) {
    at(from, to);
    return;
  }
  for (let index = 0; index < axis.length; index++) {
    visit(rest, at, from + index * axis.from, to + index * axis.to);
  }
}

function stridesOf(shape: readonly number[]): number[] {
  const strides = new Array<number>(shape.length);
  let stride = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    strides[axis] = stride;
    stride *= shape[axis]!;
  }
  return strides;
}

/** For each axis of the source, its stride in the result. */
function targetStrides(shape: readonly number[], order: readonly number[]): number[] {
  const strides = stridesOf(order.map((axis) => shape[axis]!));
  const byAxis = new Array<number>(order.length);
  for (const [place, axis] of order.entries()) byAxis[axis] = strides[place]!;
  return byAxis;
}

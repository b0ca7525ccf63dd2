import { check, InvalidInputError } from '@tovec/core';
import { addAxes, divideAxes, multiplyAxes } from '../axis-arithmetic.js';
import type { Dimension } from '../dimension.js';
import type { Ops } from '../ops.js';
import { axisOf, expectType, refused } from './expect.js';
import { type GraphValue, type Recorder, shapeText } from './recorder.js';

type ShapeOp = 'reshape' | 'transpose' | 'concat' | 'slice' | 'gather';

const END = 2n ** 63n - 1n;

export function shapeOps(recorder: Recorder): Pick<Ops<GraphValue>, ShapeOp> {
  return {
    reshape(x, shape) {
      return recorder.node('Reshape', [x, recorder.integers(shape)], { dims: reshaped(x, shape) });
    },
    transpose(x, order) {
      const sorted = [...order].sort((a, b) => a - b);
      if (order.length !== x.dims.length || sorted.some((axis, place) => axis !== place)) {
        const expected = `each of its axes once in the order, which is ${shapeText(order)}`;
        throw refused('transpose', { x }, expected);
      }
      const dims = order.map((axis) => x.dims[axis]!);
      return recorder.node('Transpose', [x], { dims, attributes: { perm: order } });
    },
    concat(parts, axis) {
      const first = parts[0];
      if (first === undefined) {
        throw new InvalidInputError('concat takes at least one part.', { argument: 'concat' });
      }
      const place = axisOf('concat', axis, first.dims.length);
      for (const part of parts) {
        if (!joins(first, part, place)) {
          const expected = `parts of one shape but for axis ${place}`;
          throw refused('concat', { first, part }, expected);
        }
      }
      const length = addAxes(parts.map((part) => part.dims[place]!));
      const dims = first.dims.with(place, length);
      return recorder.node('Concat', parts, { dims, attributes: { axis: place } });
    },
    slice(x, axis, start, end) {
      const place = axisOf('slice', axis, x.dims.length);
      check.integer('the start of slice', start);
      if (end !== undefined) check.integer('the end of slice', end);
      const dims = x.dims.with(place, sliced(x.dims[place]!, start, end));
      const bounds = [[BigInt(start)], [end === undefined ? END : BigInt(end)], [BigInt(place)]];
      const inputs = [x, ...bounds.map((bound) => recorder.integers(bound))];
      return recorder.node('Slice', inputs, { dims });
    },
    gather(table, ids) {
      expectType('gather', { ids }, 'int32');
      if (table.dims.length === 0) throw refused('gather', { table, ids }, 'a table with rows');
      const dims = [...ids.dims, ...table.dims.slice(1)];
      return recorder.node('Gather', [table, ids], { dims, attributes: { axis: 0 } });
    },
  };
}

function reshaped(x: GraphValue, shape: readonly number[]): Dimension[] {
  const wrong = (why: string) => refused('reshape', { x }, `${why}, not ${shapeText(shape)}`);
  const dims = shape.map((length, axis) => {
    check.integer('a length of reshape', length, { min: -1 });
    if (length !== 0) return length;
    if (axis >= x.dims.length) throw wrong('0 only for axes that it has');
    return x.dims[axis]!;
  });
  const rest = dims.indexOf(-1);
  if (rest !== dims.lastIndexOf(-1)) throw wrong('-1 once');
  const all = multiplyAxes(x.dims);
  const known = multiplyAxes(dims.filter((length) => length !== -1));
  if (rest < 0) {
    // Where both have names, only the run tells whether they agree.
    if (typeof all === typeof known && all !== known) throw wrong('as many numbers as it has');
    return dims;
  }
  const left = known === 0 ? undefined : divideAxes(all, known);
  if (left === undefined && typeof all === 'number') throw wrong('a shape that divides it');
  return dims.with(rest, left ?? `(${all})/(${known})`);
}

function joins(first: GraphValue, part: GraphValue, place: number): boolean {
  if (part.type !== first.type || part.dims.length !== first.dims.length) return false;
  return part.dims.every((length, axis) => axis === place || length === first.dims[axis]);
}

/** The length of a slice; an axis known by name only is taken to be long enough. */
function sliced(length: Dimension, start: number, end: number | undefined): Dimension {
  if (typeof length === 'number') {
    const place = (bound: number) =>
      Math.min(length, Math.max(0, bound < 0 ? length + bound : bound));
    return Math.max(0, place(end ?? length) - place(start));
  }
  if (end === undefined) return start < 0 ? -start : addAxes([length, -start]);
  if (start < 0 === end < 0) return Math.max(0, end - start);
  return start < 0 ? `slice(${length},${start},${end})` : addAxes([length, end - start]);
}

import { check, InvalidInputError } from '@tovec/core';
import type { Dimension } from '../dimension.js';
import type { GraphType } from '../graph.js';
import { type GraphValue, shapeText } from './recorder.js';

/** What an operation was given that it cannot take. */
export function refused(
  op: string,
  given: Readonly<Record<string, GraphValue>>,
  expected: string,
): InvalidInputError {
  const shapes = Object.entries(given).map(([name, value]) => `${name} ${describe(value)}`);
  return new InvalidInputError(`${op} was given ${shapes.join(', ')}, but takes ${expected}.`, {
    argument: op,
    given: Object.values(given).map(({ dims }) => dims),
  });
}

export function expectType(
  op: string,
  given: Readonly<Record<string, GraphValue>>,
  type: GraphType,
): void {
  for (const value of Object.values(given)) {
    if (value.type !== type) throw refused(op, given, `${type} values`);
  }
}

export function expectRank(op: string, name: string, value: GraphValue, rank: number): void {
  if (value.dims.length !== rank) throw refused(op, { [name]: value }, `${rank} axes`);
}

/** The axis as a number from 0 on; negative ones count from the end. */
export function axisOf(op: string, axis: number, rank: number): number {
  check.integer(`the axis of ${op}`, axis, { min: -rank, max: rank - 1 });
  return axis < 0 ? axis + rank : axis;
}

/** The shape that two shapes make together, by NumPy's rule; undefined where they do not fit. */
export function broadcast(
  a: readonly Dimension[],
  b: readonly Dimension[],
): Dimension[] | undefined {
  const rank = Math.max(a.length, b.length);
  const dims: Dimension[] = [];
  for (let axis = 0; axis < rank; axis++) {
    const left = a[a.length - rank + axis] ?? 1;
    const right = b[b.length - rank + axis] ?? 1;
    if (left === right || right === 1) dims.push(left);
    else if (left === 1) dims.push(right);
    // A name beside a number is either that number or 1; the result is the number.
    else if (typeof left !== typeof right) dims.push(typeof left === 'number' ? left : right);
    else return undefined;
  }
  return dims;
}

function describe({ type, dims }: GraphValue): string {
  return type === 'float32' ? shapeText(dims) : `${type} ${shapeText(dims)}`;
}

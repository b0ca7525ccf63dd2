import { InvalidInputError } from '@tovec/core';
import type { Ops } from '../network/ops.js';

/** The mean over height and width: `[batch, channels, height, width]` becomes `[batch, channels]`. */
export function globalAveragePool2d<T>(ops: Ops<T>, x: T): T {
  return ops.mean(x, [2, 3]);
}

/** All axes but the first as one. Feature maps come out channel by channel, as in PyTorch. */
export function flatten<T>(ops: Ops<T>, x: T): T {
  return ops.reshape(x, [0, -1]);
}

/** The length of an axis that must be known, as that of channels is. */
export function knownLength<T>(ops: Ops<T>, x: T, axis: number): number {
  const shape = ops.shapeOf(x);
  const length = shape.at(axis);
  if (typeof length === 'number') return length;
  throw new InvalidInputError(
    `Axis ${axis} must have a known length, but the shape is [${shape.join(', ')}].`,
    { argument: 'inputs', given: shape },
  );
}

import { check, InvalidInputError } from '@tovec/core';
import type { Dimension } from './dimension.js';
import type { Padding } from './ops.js';

/** Rows and columns of padding: `[top, left, bottom, right]`. */
export type Pads = readonly [top: number, left: number, bottom: number, right: number];

/**
 * Padding in numbers. TensorFlow's `'same'` pads so that there are ⌈size / stride⌉ windows, the odd
 * row last.
 */
export function padsOf(
  op: string,
  padding: Padding,
  window: {
    readonly picture: readonly [Dimension, Dimension];
    readonly kernel: readonly [number, number];
    readonly stride: number;
  },
): Pads {
  if (padding === 'same') {
    const [top, bottom] = samePadding(op, window.picture[0], window.kernel[0], window.stride);
    const [left, right] = samePadding(op, window.picture[1], window.kernel[1], window.stride);
    return [top, left, bottom, right];
  }
  const pads = typeof padding === 'number' ? [padding, padding, padding, padding] : [...padding];
  if (pads.length !== 4) {
    throw new InvalidInputError(
      `The padding of ${op} is one number, [top, left, bottom, right] or 'same', but has ${pads.length} numbers.`,
      { argument: 'padding', given: padding },
    );
  }
  for (const rows of pads) check.integer(`the padding of ${op}`, rows, { min: 0 });
  return pads as unknown as Pads;
}

function samePadding(
  op: string,
  size: Dimension,
  kernel: number,
  stride: number,
): readonly [number, number] {
  if (typeof size === 'string') {
    throw new InvalidInputError(
      `${op} with padding 'same' needs a height and width that are known, but one is '${size}'. Give the network an input of a fixed size, or say how much to pad.`,
      { argument: 'padding', given: 'same' },
    );
  }
  const total = Math.max(0, (Math.ceil(size / stride) - 1) * stride + kernel - size);
  const before = Math.floor(total / 2);
  return [before, total - before];
}

import type { Padding } from '../../network/ops.js';
import { padsOf } from '../../network/padding.js';
import { type Context, record } from '../context.js';
import type { Value } from '../value.js';

/**
 * Puts rows and columns of one number around pictures that lie channels last, so that every kernel
 * below knows pictures without padding alone.
 */
export function padPictures(
  context: Context,
  x: Value,
  padding: Padding,
  {
    window,
    stride,
    fill = 0,
  }: {
    readonly window: readonly [number, number];
    readonly stride: number;
    readonly fill?: number | undefined;
  },
): Value {
  const [, height, width] = x.tensor.shape as [number, number, number];
  const sizes = { picture: [height, width], kernel: window, stride } as const;
  const [top, left, bottom, right] = padsOf('the operation', padding, sizes);
  if (top + left + bottom + right === 0) return x;
  const { tf } = context.engine;
  const around: [number, number][] = [
    [0, 0],
    [top, bottom],
    [left, right],
    [0, 0],
  ];
  const backward: Parameters<typeof record>[3] = (gradient) => [
    () => tf.slice(gradient, [0, top, left, 0], x.tensor.shape),
  ];
  return record(context, [x], tf.pad(x.tensor, around, fill), backward, x.layout);
}

import { UnsupportedError } from '@tovec/core';
import type { Dimension } from '@tovec/nn';
import type { ChannelOrder } from '../preprocessing/preprocess.js';

/** Where and how a vision network takes its pixels. */
export interface PixelInput {
  readonly name: string;
  readonly order: ChannelOrder;
  /** `[height, width]`, where the network fixes them. */
  readonly size: readonly [height: number, width: number] | undefined;
  /** Pictures in a batch, where the network fixes that. */
  readonly batch: number | undefined;
}

interface InputValue {
  readonly type: string | undefined;
  readonly shape: readonly Dimension[] | undefined;
}

/**
 * Finds the one input that is `[batch, 3, height, width]` or `[batch, height, width, 3]` of float32.
 *
 * @throws UnsupportedError for a network that takes something else
 */
export function findPixelInput(model: string, inputs: ReadonlyMap<string, InputValue>): PixelInput {
  const [first, ...more] = inputs;
  if (first === undefined || more.length > 0) {
    const names = [...inputs.keys()].join(', ');
    throw new UnsupportedError(
      `${model} must take pictures and nothing else, but has ${inputs.size} inputs${names && `: ${names}`}. Run it with OnnxModel of @tovec/nn.`,
    );
  }
  const [name, { type, shape }] = first;
  const described = `${type ?? 'something'} [${shape?.join(', ') ?? '…'}]`;
  if (shape?.length !== 4 || (type !== undefined && type !== 'float32')) {
    throw new UnsupportedError(
      `${model} must take float32 pixels, [batch, 3, height, width] or [batch, height, width, 3], but its input '${name}' is ${described}.`,
    );
  }
  const [batch, second, third, last] = shape as readonly [
    Dimension,
    Dimension,
    Dimension,
    Dimension,
  ];
  // Where both could be the channels, the first are: most exporters leave names of axes only elsewhere.
  const order = second === 3 || (typeof second === 'string' && last !== 3) ? 'NCHW' : 'NHWC';
  if (order === 'NHWC' && last !== 3) {
    throw new UnsupportedError(
      `${model} must take pictures of three channels, but its input '${name}' is ${described}.`,
    );
  }
  const [height, width] = order === 'NCHW' ? [third, last] : [second, third];
  const isFixed = typeof height === 'number' && typeof width === 'number';
  return {
    name,
    order,
    size: isFixed ? [height, width] : undefined,
    batch: typeof batch === 'number' ? batch : undefined,
  };
}

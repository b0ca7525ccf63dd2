import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import type { Ops, Pool2dOptions } from '../../network/ops.js';
import { type Context, record } from '../context.js';
import { averagePoolGradient } from '../gradients/average-pool-gradient.js';
import { maxPoolGradient } from '../gradients/max-pool-gradient.js';
import { channelsLast } from '../layouts.js';
import { shapeOf, type Value } from '../value.js';
import { padPictures } from './padding.js';

/** The smallest float32: what never is the largest of a window. */
const smallest = -3.4028234663852886e38;

/** Pooling over windows; what it gives lies channels last. */
export function poolingOps(context: Context): Pick<Ops<Value>, 'maxPool2d' | 'averagePool2d'> {
  const { engine } = context;
  const { tf } = engine;

  function padded(input: Value, { size, stride = size, padding = 0 }: Pool2dOptions, fill: number) {
    const x = channelsLast(context, input);
    return padPictures(context, x, padding, { window: [size, size], stride, fill });
  }

  function maxPool2d(input: Value, options: Pool2dOptions): Value {
    const { size, stride = size } = options;
    const x = padded(input, options, smallest);
    const tensor = tf.maxPool(x.tensor as Tensor4D, size, stride, 'valid');
    const backward = (gradient: Tensor) => [
      () => maxPoolGradient(engine, gradient, x.tensor, { size, stride }),
    ];
    return record(context, [x], tensor, backward, 'channelsLast');
  }

  function averagePool2d(input: Value, options: Pool2dOptions): Value {
    const { size, stride = size } = options;
    const x = padded(input, options, 0);
    const pool = (pictures: Tensor) => tf.avgPool(pictures as Tensor4D, size, stride, 'valid');
    // The padding is not counted: divided by the share of each window that lies in the picture.
    const share =
      x.tensor.size === input.tensor.size ? undefined : pool(onesInside(input, options));
    const divide = (tensor: Tensor) => (share === undefined ? tensor : tf.div(tensor, share));
    const backward = (gradient: Tensor) => [
      () => averagePoolGradient(engine, divide(gradient), x.tensor.shape, { size, stride }),
    ];
    return record(context, [x], divide(pool(x.tensor)), backward, 'channelsLast');
  }

  /** One picture of one channel: ones, with zeros around. */
  function onesInside(input: Value, options: Pool2dOptions): Tensor {
    const [, , height, width] = shapeOf(input) as [number, number, number, number];
    const tensor = tf.ones([1, height, width, 1]);
    return padded({ tensor, layout: 'channelsLast', tracked: false }, options, 0).tensor;
  }

  return { maxPool2d, averagePool2d };
}

import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import type { Conv2dOptions, Ops } from '../../network/ops.js';
import { type Context, derive, record } from '../context.js';
import { depthwiseFilterGradient } from '../gradients/depthwise-filter-gradient.js';
import { depthwiseInputGradient } from '../gradients/depthwise-input-gradient.js';
import { filterGradient } from '../gradients/filter-gradient.js';
import { inputGradient } from '../gradients/input-gradient.js';
import { channelsLast } from '../layouts.js';
import type { Value } from '../value.js';
import { padPictures } from './padding.js';

/** Convolutions; what they give lies channels last. */
export function convolutionOps(
  context: Context,
  { add, slice, concat, reshape }: Pick<Ops<Value>, 'add' | 'slice' | 'concat' | 'reshape'>,
): Pick<Ops<Value>, 'conv2d'> {
  const { engine } = context;
  const { tf } = engine;

  /** @param kernel `[out, in, height, width]` */
  function full(x: Value, kernel: Value, stride: number): Value {
    const window = kernel.tensor.shape.slice(2) as [number, number];
    const turned = derive(context, kernel, 'HWIO', (tensor) => tf.transpose(tensor, [2, 3, 1, 0]));
    const tensor = tf.conv2d(x.tensor as Tensor4D, turned as Tensor4D, stride, 'valid');
    const backward = (gradient: Tensor) => [
      () => inputGradient(engine, gradient, turned, x.tensor.shape, stride),
      () => tf.transpose(filterGradient(engine, x.tensor, gradient, window, stride), [3, 2, 0, 1]),
    ];
    return record(context, [x, kernel], tensor, backward, 'channelsLast');
  }

  /** @param kernel `[channels · multiplier, 1, height, width]` */
  function depthwise(x: Value, kernel: Value, stride: number): Value {
    const window = kernel.tensor.shape.slice(2) as [number, number];
    const channels = x.tensor.shape[3]!;
    const split = [channels, kernel.tensor.shape[0]! / channels, ...window];
    const turned = derive(context, kernel, 'HWCM', (tensor) =>
      tf.transpose(tf.reshape(tensor, split), [2, 3, 0, 1]),
    );
    const tensor = tf.depthwiseConv2d(x.tensor as Tensor4D, turned as Tensor4D, stride, 'valid');
    const backward = (gradient: Tensor) => [
      () => depthwiseInputGradient(engine, gradient, turned, x.tensor.shape, stride),
      () => {
        const ofTurned = depthwiseFilterGradient(engine, x.tensor, gradient, window, stride);
        return tf.reshape(tf.transpose(ofTurned, [2, 3, 0, 1]), kernel.tensor.shape);
      },
    ];
    return record(context, [x, kernel], tensor, backward, 'channelsLast');
  }

  function grouped(x: Value, kernel: Value, stride: number, groups: number): Value {
    const inputs = x.tensor.shape[3]! / groups;
    const outputs = kernel.tensor.shape[0]! / groups;
    const parts = Array.from({ length: groups }, (_, group) => {
      const picture = slice(x, 1, group * inputs, (group + 1) * inputs);
      return full(picture, slice(kernel, 0, group * outputs, (group + 1) * outputs), stride);
    });
    return concat(parts, 1);
  }

  function conv2d(input: Value, kernel: Value, options: Conv2dOptions<Value> = {}): Value {
    const { bias, stride = 1, padding = 0, groups = 1 } = options;
    const window = kernel.tensor.shape.slice(2) as [number, number];
    const x = padPictures(context, channelsLast(context, input), padding, { window, stride });
    const channels = x.tensor.shape[3]!;
    const y =
      groups === 1
        ? full(x, kernel, stride)
        : groups === channels
          ? depthwise(x, kernel, stride)
          : grouped(x, kernel, stride, groups);
    return bias === undefined ? y : add(y, reshape(bias, [-1, 1, 1]));
  }

  return { conv2d };
}

import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import { fillTensor, type Numbers } from '../arrays.js';
import type { Engine } from '../engine.js';
import { type ConvolutionShape, convolutionShape, partNumbers } from './convolution-shape.js';

/**
 * The gradient of the input of a convolution without padding. Where windows move by one place, it is a
 * convolution itself, with the kernel turned around (37 ms where the WebAssembly backend's
 * `Conv2DBackpropInput` takes 390); else a product, whose columns are added back to their places.
 *
 * @param kernel `[height, width, in, out]`
 * @param shape `[batch, height, width, channels]` of the input
 */
export function inputGradient(
  engine: Engine,
  gradient: Tensor,
  kernel: Tensor,
  shape: readonly number[],
  stride: number,
): Tensor {
  return stride === 1
    ? byConvolution(engine, gradient, kernel)
    : byColumns(engine, gradient, kernel, shape, stride);
}

function byConvolution({ tf }: Engine, gradient: Tensor, kernel: Tensor): Tensor {
  return tf.tidy(() => {
    const [height, width] = kernel.shape as [number, number];
    const around = tf.transpose(tf.reverse(kernel, [0, 1]), [0, 1, 3, 2]) as Tensor4D;
    const [y, x] = [height - 1, width - 1];
    const padded =
      y + x === 0
        ? gradient
        : tf.pad(gradient, [
            [0, 0],
            [y, y],
            [x, x],
            [0, 0],
          ]);
    return tf.conv2d(padded as Tensor4D, around, 1, 'valid');
  });
}

function byColumns(
  engine: Engine,
  gradient: Tensor,
  kernel: Tensor,
  inputShape: readonly number[],
  stride: number,
): Tensor {
  const { tf } = engine;
  return tf.tidy(() => {
    const [kernelHeight, kernelWidth] = kernel.shape as [number, number];
    const shape = convolutionShape(inputShape, gradient, [kernelHeight, kernelWidth], stride);
    const { batch, height, width, channels, outHeight, outWidth, outChannels } = shape;
    const columnCount = kernelHeight * kernelWidth * channels;
    const places = outHeight * outWidth;
    const right = tf.transpose(tf.reshape(kernel, [columnCount, outChannels]));
    const left = tf.reshape(gradient, [batch * places, outChannels]);
    const step = Math.max(1, Math.floor(partNumbers / (places * columnCount)));
    const parts: Tensor[] = [];
    for (let first = 0; first < batch; first += step) {
      const count = Math.min(step, batch - first);
      const part = tf.tidy(() => {
        const rows = tf.slice(left, [first * places, 0], [count * places, outChannels]);
        const columns = tf.matMul(rows, right);
        return fillTensor(engine, [columns], [count, height, width, channels], (output, values) =>
          addColumns(shape, values!, output, count),
        );
      });
      parts.push(part);
    }
    return parts.length === 1 ? parts[0]! : tf.concat(parts);
  });
}

function addColumns(
  shape: ConvolutionShape,
  columns: Numbers,
  images: Float32Array,
  count: number,
): void {
  const { channels, height, width, outHeight, outWidth, kernelHeight, kernelWidth, stride } = shape;
  images.fill(0);
  let from = 0;
  for (let image = 0; image < count; image++) {
    for (let row = 0; row < outHeight; row++) {
      for (let column = 0; column < outWidth; column++) {
        for (let y = 0; y < kernelHeight; y++) {
          const to = ((image * height + row * stride + y) * width + column * stride) * channels;
          // The numbers of a row of the window lie one after the other on both sides.
          const length = kernelWidth * channels;
          for (let at = 0; at < length; at++) images[to + at]! += columns[from + at]!;
          from += length;
        }
      }
    }
  }
}

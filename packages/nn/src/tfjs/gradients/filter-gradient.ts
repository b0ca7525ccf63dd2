import type { Tensor } from '@tensorflow/tfjs-core';
import { fillTensor, type Numbers } from '../arrays.js';
import type { Engine } from '../engine.js';
import { type ConvolutionShape, convolutionShape, partNumbers } from './convolution-shape.js';

/**
 * The gradient of the kernel of a convolution without padding, `[height, width, in, out]`: im2col and
 * a product. (`Conv2DBackpropFilter`, which the WebAssembly backend does not have.)
 *
 * The pictures are first turned so that the channels lie outermost: the columns are then copied along
 * their rows, already in the order of a product that transposes nothing.
 */
export function filterGradient(
  engine: Engine,
  input: Tensor,
  gradient: Tensor,
  kernel: readonly [number, number],
  stride: number,
): Tensor {
  const { tf } = engine;
  return tf.tidy(() => {
    const shape = convolutionShape(input.shape, gradient, kernel, stride);
    const { batch, channels, outHeight, outWidth, outChannels, kernelHeight, kernelWidth } = shape;
    const rows = kernelHeight * kernelWidth * channels;
    const places = outHeight * outWidth;
    const right = tf.reshape(gradient, [batch * places, outChannels]);
    if (rows === channels && stride === 1) {
      // Each place is seen once: the picture itself is the columns.
      const columns = tf.transpose(tf.reshape(input, [batch * places, channels]));
      return tf.reshape(tf.matMul(columns, right), [1, 1, channels, outChannels]);
    }
    const pictures = tf.transpose(input, [3, 0, 1, 2]);
    const step = Math.max(1, Math.floor(partNumbers / (rows * places)));
    let sum: Tensor | undefined;
    for (let first = 0; first < batch; first += step) {
      const end = Math.min(batch, first + step);
      const part = tf.tidy(() => {
        const size = (end - first) * places;
        const columns = fillTensor(engine, [pictures], [rows, size], (output, values) =>
          copyColumns(shape, values!, output, first, end),
        );
        const product = tf.matMul(
          columns,
          tf.slice(right, [first * places, 0], [size, outChannels]),
        );
        return sum === undefined ? product : tf.add(sum, product);
      });
      sum?.dispose();
      sum = part;
    }
    return tf.reshape(sum!, [kernelHeight, kernelWidth, channels, outChannels]);
  });
}

/** For each number of the kernel (a row), what it is multiplied with at each place of the result. */
function copyColumns(
  shape: ConvolutionShape,
  pictures: Numbers,
  columns: Float32Array,
  first: number,
  end: number,
): void {
  const { batch, channels, height, width, kernelHeight, kernelWidth } = shape;
  const { outHeight, outWidth, stride } = shape;
  let to = 0;
  for (let y = 0; y < kernelHeight; y++) {
    for (let x = 0; x < kernelWidth; x++) {
      for (let channel = 0; channel < channels; channel++) {
        for (let picture = first; picture < end; picture++) {
          let from = ((channel * batch + picture) * height + y) * width + x;
          for (let row = 0; row < outHeight; row++) {
            for (let at = 0; at < outWidth; at++) columns[to + at] = pictures[from + at * stride]!;
            to += outWidth;
            from += stride * width;
          }
        }
      }
    }
  }
}

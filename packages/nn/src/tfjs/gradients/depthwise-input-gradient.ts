import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import { fillTensor, type Numbers } from '../arrays.js';
import type { Engine } from '../engine.js';
import { type ConvolutionShape, convolutionShape } from './convolution-shape.js';

/**
 * The gradient of the input of a depthwise convolution without padding: a depthwise convolution itself,
 * with the kernel turned around, over the gradient spread out as far as the windows lay apart.
 * (`DepthwiseConv2dNativeBackpropInput`, which the WebAssembly backend does not have.)
 *
 * @param kernel `[height, width, channels, multiplier]`
 * @param inputShape `[batch, height, width, channels]`
 */
export function depthwiseInputGradient(
  engine: Engine,
  gradient: Tensor,
  kernel: Tensor,
  inputShape: readonly number[],
  stride: number,
): Tensor {
  const { tf } = engine;
  const [kernelHeight, kernelWidth, channels, multiplier] = kernel.shape as [
    number,
    number,
    number,
    number,
  ];
  return tf.tidy(() => {
    const shape = convolutionShape(inputShape, gradient, [kernelHeight, kernelWidth], stride);
    const around = tf.reverse(kernel, [0, 1]);
    const { batch, height, width } = shape;
    const spreadShape = [batch, height + kernelHeight - 1, width + kernelWidth - 1, channels];
    const parts = Array.from({ length: multiplier }, (_, part) => {
      const spread = fillTensor(engine, [gradient], spreadShape, (output, values) =>
        spreadOut(shape, part, values!, output),
      );
      const own = tf.slice(around, [0, 0, 0, part], [kernelHeight, kernelWidth, channels, 1]);
      return tf.depthwiseConv2d(spread as Tensor4D, own as Tensor4D, 1, 'valid');
    });
    return tf.addN(parts);
  });
}

/** The gradients of every `multiplier`th channel, each at the far corner of its window. */
function spreadOut(
  shape: ConvolutionShape,
  part: number,
  gradients: Numbers,
  spread: Float32Array,
): void {
  const { batch, height, width, channels, kernelHeight, kernelWidth, stride } = shape;
  const { outHeight, outWidth, outChannels } = shape;
  const multiplier = outChannels / channels;
  spread.fill(0);
  let from = part;
  for (let picture = 0; picture < batch; picture++) {
    for (let row = 0; row < outHeight; row++) {
      const y = picture * (height + kernelHeight - 1) + kernelHeight - 1 + row * stride;
      let to = (y * (width + kernelWidth - 1) + kernelWidth - 1) * channels;
      for (let column = 0; column < outWidth; column++) {
        for (let channel = 0; channel < channels; channel++) {
          spread[to + channel] = gradients[from + channel * multiplier]!;
        }
        from += outChannels;
        to += stride * channels;
      }
    }
  }
}

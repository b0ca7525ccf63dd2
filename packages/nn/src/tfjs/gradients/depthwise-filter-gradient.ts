import type { Tensor } from '@tensorflow/tfjs-core';
import { fillTensor, type Numbers } from '../arrays.js';
import type { Engine } from '../engine.js';
import { type ConvolutionShape, convolutionShape } from './convolution-shape.js';

/**
 * The gradient of the kernel of a depthwise convolution without padding, `[height, width, channels,
 * multiplier]`. (`DepthwiseConv2dNativeBackpropFilter`, which the WebAssembly backend does not have.)
 */
export function depthwiseFilterGradient(
  engine: Engine,
  input: Tensor,
  gradient: Tensor,
  kernel: readonly [number, number],
  stride: number,
): Tensor {
  const shape = convolutionShape(input.shape, gradient, kernel, stride);
  const { channels, outChannels, kernelHeight, kernelWidth } = shape;
  const kernelShape = [...kernel, channels, outChannels / channels];
  return fillTensor(engine, [input, gradient], kernelShape, (output, values, gradients) => {
    for (let y = 0; y < kernelHeight; y++) {
      for (let x = 0; x < kernelWidth; x++) {
        const sums = new Float64Array(outChannels);
        sumProducts(shape, { y, x }, values!, gradients!, sums);
        output.set(sums, (y * kernelWidth + x) * outChannels);
      }
    }
  });
}

/** What one place of the kernel is multiplied with, times the gradient, over all pictures. */
function sumProducts(
  shape: ConvolutionShape,
  { y, x }: { readonly y: number; readonly x: number },
  values: Numbers,
  gradients: Numbers,
  sums: Float64Array,
): void {
  const { batch, height, width, channels, outHeight, outWidth, outChannels, stride } = shape;
  const multiplier = outChannels / channels;
  let at = 0;
  for (let picture = 0; picture < batch; picture++) {
    for (let row = 0; row < outHeight; row++) {
      let from = ((picture * height + row * stride + y) * width + x) * channels;
      for (let column = 0; column < outWidth; column++) {
        if (multiplier === 1) {
          for (let channel = 0; channel < channels; channel++) {
            sums[channel]! += values[from + channel]! * gradients[at + channel]!;
          }
        } else {
          for (let channel = 0; channel < outChannels; channel++) {
            const value = values[from + Math.floor(channel / multiplier)]!;
            sums[channel]! += value * gradients[at + channel]!;
          }
        }
        at += outChannels;
        from += stride * channels;
      }
    }
  }
}

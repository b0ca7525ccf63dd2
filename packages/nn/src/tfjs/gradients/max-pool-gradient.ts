import type { Tensor } from '@tensorflow/tfjs-core';
import { fillTensor, type Numbers } from '../arrays.js';
import type { Engine } from '../engine.js';
import { type ConvolutionShape, convolutionShape } from './convolution-shape.js';

/**
 * The gradient of a maximum over windows without padding: it goes to the first of the largest, as in
 * PyTorch. (The WebAssembly backend's `MaxPoolGrad` takes several times as long.)
 */
export function maxPoolGradient(
  engine: Engine,
  gradient: Tensor,
  input: Tensor,
  { size, stride }: { readonly size: number; readonly stride: number },
): Tensor {
  const shape = convolutionShape(input.shape, gradient, [size, size], stride);
  return fillTensor(engine, [input, gradient], input.shape, (output, values, gradients) => {
    output.fill(0);
    giveToLargest(shape, values!, gradients!, output);
  });
}

function giveToLargest(
  shape: ConvolutionShape,
  values: Numbers,
  gradients: Numbers,
  output: Float32Array,
): void {
  const { batch, height, width, channels, outHeight, outWidth, stride } = shape;
  const { kernelHeight, kernelWidth } = shape;
  // For each channel, where the largest number of the window is.
  const places = new Int32Array(channels);
  let at = 0;
  for (let picture = 0; picture < batch; picture++) {
    for (let row = 0; row < outHeight; row++) {
      for (let column = 0; column < outWidth; column++) {
        const corner = ((picture * height + row * stride) * width + column * stride) * channels;
        for (let channel = 0; channel < channels; channel++) places[channel] = corner + channel;
        for (let y = 0; y < kernelHeight; y++) {
          for (let x = 0; x < kernelWidth; x++) {
            const from = corner + (y * width + x) * channels;
            for (let channel = 0; channel < channels; channel++) {
              const place = from + channel;
              if (values[place]! > values[places[channel]!]!) places[channel] = place;
            }
          }
        }
        for (let channel = 0; channel < channels; channel++) {
          output[places[channel]!]! += gradients[at + channel]!;
        }
        at += channels;
      }
    }
  }
}

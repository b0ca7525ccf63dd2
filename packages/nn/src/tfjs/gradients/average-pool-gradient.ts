import type { Tensor } from '@tensorflow/tfjs-core';
import { fillTensor, type Numbers } from '../arrays.js';
import type { Engine } from '../engine.js';
import { type ConvolutionShape, convolutionShape } from './convolution-shape.js';

/**
 * The gradient of a mean over windows without padding. (The WebAssembly backend's `AvgPoolGrad` takes
 * twice as long.)
 */
export function averagePoolGradient(
  engine: Engine,
  gradient: Tensor,
  inputShape: readonly number[],
  { size, stride }: { readonly size: number; readonly stride: number },
): Tensor {
  const shape = convolutionShape(inputShape, gradient, [size, size], stride);
  return fillTensor(engine, [gradient], inputShape, (output, gradients) => {
    output.fill(0);
    share(shape, gradients!, output);
  });
}

function share(shape: ConvolutionShape, gradients: Numbers, output: Float32Array): void {
  const { batch, height, width, channels, outHeight, outWidth, stride } = shape;
  const { kernelHeight, kernelWidth } = shape;
  const part = 1 / (kernelHeight * kernelWidth);
  let from = 0;
  for (let picture = 0; picture < batch; picture++) {
    for (let row = 0; row < outHeight; row++) {
      for (let column = 0; column < outWidth; column++) {
        for (let y = 0; y < kernelHeight; y++) {
          for (let x = 0; x < kernelWidth; x++) {
            const to =
              ((picture * height + row * stride + y) * width + column * stride + x) * channels;
            for (let channel = 0; channel < channels; channel++) {
              output[to + channel]! += part * gradients[from + channel]!;
            }
          }
        }
        from += channels;
      }
    }
  }
}

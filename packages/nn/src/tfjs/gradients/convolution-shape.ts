import type { Tensor } from '@tensorflow/tfjs-core';

/** A convolution without padding, channels last. */
export interface ConvolutionShape {
  readonly batch: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly outHeight: number;
  readonly outWidth: number;
  readonly outChannels: number;
  readonly kernelHeight: number;
  readonly kernelWidth: number;
  readonly stride: number;
}

/** Arrays of more numbers than this are gone through in parts: 32 MB. */
export const partNumbers = 1 << 23;

/**
 * @param input the shape of the input, `[batch, height, width, channels]`
 * @param gradient of the result, `[batch, height, width, channels]`
 */
export function convolutionShape(
  input: readonly number[],
  gradient: Tensor,
  kernel: readonly [number, number],
  stride: number,
): ConvolutionShape {
  const [batch, height, width, channels] = input as [number, number, number, number];
  const [, outHeight, outWidth, outChannels] = gradient.shape as [number, number, number, number];
  const [kernelHeight, kernelWidth] = kernel;
  return {
    ...{ batch, height, width, channels, outHeight, outWidth, outChannels },
    ...{ kernelHeight, kernelWidth, stride },
  };
}

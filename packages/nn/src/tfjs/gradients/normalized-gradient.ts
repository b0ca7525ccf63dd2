import type { Tensor } from '@tensorflow/tfjs-core';
import { fillTensor, type Numbers, readTensors } from '../arrays.js';
import type { Engine } from '../engine.js';

/** Per channel: the sum of a gradient, and of the gradient times the normalised value. */
export function normalizedSums(
  engine: Engine,
  gradient: Tensor,
  x: Tensor,
  mean: ArrayLike<number>,
  inverseDeviation: ArrayLike<number>,
): { readonly plain: Float64Array; readonly weighted: Float64Array } {
  const [gradients, values] = readTensors(engine, [gradient, x]) as [Numbers, Numbers];
  const channels = mean.length;
  const plain = new Float64Array(channels);
  const weighted = new Float64Array(channels);
  for (let row = 0; row < values.length; row += channels) {
    for (let channel = 0; channel < channels; channel++) {
      const own = gradients[row + channel]!;
      plain[channel]! += own;
      weighted[channel]! += own * (values[row + channel]! - mean[channel]!);
    }
  }
  for (let channel = 0; channel < channels; channel++) {
    weighted[channel]! *= inverseDeviation[channel]!;
  }
  return { plain, weighted };
}

/** What a channel was normalised with, and its {@link normalizedSums}. */
interface Channels {
  readonly mean: Float64Array;
  readonly inverse: Float64Array;
  /** The scale over the deviation: γ/σ. */
  readonly factor: Float32Array;
  readonly plain: Float64Array;
  readonly weighted: Float64Array;
}

/**
 * The gradient of what was normalised by its own statistics, which depend on it too:
 * `γ/σ · (∂y − mean(∂y) − x̂ · mean(∂y · x̂))`.
 */
export function normalizedGradient(
  engine: Engine,
  gradient: Tensor,
  x: Tensor,
  { mean, inverse, factor, plain, weighted }: Channels,
): Tensor {
  const channels = mean.length;
  const count = x.size / channels;
  const slope = inverse.map((it, channel) => (it * weighted[channel]!) / count);
  const level = plain.map((sum, channel) => sum / count - mean[channel]! * slope[channel]!);
  return fillTensor(engine, [gradient, x], x.shape, (output, gradients, values) => {
    for (let row = 0; row < output.length; row += channels) {
      for (let channel = 0; channel < channels; channel++) {
        const at = row + channel;
        const off = gradients![at]! - level[channel]! - values![at]! * slope[channel]!;
        output[at] = factor[channel]! * off;
      }
    }
  });
}

import type { Tensor } from '@tensorflow/tfjs-core';
import { type Numbers, readTensors } from '../arrays.js';
import type { Engine } from '../engine.js';

export interface ChannelStatistics {
  readonly mean: Float64Array;
  /** Divided by the number of values, not by one less. */
  readonly variance: Float64Array;
}

/** Mean and variance of the last axis' channels over all others, in float64 and two passes. */
export function channelStatistics(engine: Engine, x: Tensor): ChannelStatistics {
  const [values] = readTensors(engine, [x]) as [Numbers];
  const channels = x.shape.at(-1)!;
  const count = values.length / channels;
  const mean = new Float64Array(channels);
  for (let row = 0; row < values.length; row += channels) {
    for (let channel = 0; channel < channels; channel++) mean[channel]! += values[row + channel]!;
  }
  for (let channel = 0; channel < channels; channel++) mean[channel]! /= count;
  const variance = new Float64Array(channels);
  for (let row = 0; row < values.length; row += channels) {
    for (let channel = 0; channel < channels; channel++) {
      const off = values[row + channel]! - mean[channel]!;
      variance[channel]! += off * off;
    }
  }
  for (let channel = 0; channel < channels; channel++) variance[channel]! /= count;
  return { mean, variance };
}

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

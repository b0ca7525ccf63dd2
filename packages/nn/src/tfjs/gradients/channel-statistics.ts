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

import type { Tensor } from '@tensorflow/tfjs-core';

/**
 * How a value of four axes lies in memory. TensorFlow.js convolves `[batch, height, width, channels]`,
 * so what a convolution made stays `'channelsLast'` until an operation needs it otherwise.
 */
export type Layout = 'rowMajor' | 'channelsLast';

/** A value of a network that TensorFlow.js runs. */
export interface Value {
  readonly tensor: Tensor;
  readonly layout: Layout;
  /** Whether a gradient is wanted for it, or for something it was computed from. */
  readonly tracked: boolean;
  /** Which weight it is, if it is one. */
  readonly weight?: string | undefined;
  /** Of a weight that does not change: what was derived from it once. */
  readonly derived?: Map<string, Tensor> | undefined;
}

/** The shape that the network sees. */
export function shapeOf({ tensor: { shape }, layout }: Value): number[] {
  if (layout === 'rowMajor') return [...shape];
  const [batch, height, width, channels] = shape as [number, number, number, number];
  return [batch, channels, height, width];
}

/** The place in memory of an axis of the network; negative ones count from the end. */
export function memoryAxis({ tensor, layout }: Value, axis: number): number {
  const place = axis < 0 ? axis + tensor.rank : axis;
  return layout === 'rowMajor' ? place : [0, 3, 1, 2][place]!;
}

import type { Dimension } from './dimension.js';

/**
 * The tensor operations that networks are made of, named as in the field. A network is written over
 * them once; a backend gives them a meaning: written down as ONNX nodes (`T` is then a value of the
 * graph), or executed and differentiated by TensorFlow.js (`T` is then a tensor).
 *
 * Shapes are those of ONNX and PyTorch everywhere: feature maps are `[batch, channels, height, width]`,
 * kernels `[out, in / groups, height, width]`, the weight of `linear` is `[out, in]`. How a backend lays
 * them in memory is its own affair. Numbers are float32, ids int32.
 */
export interface Ops<T> {
  /**
   * Whether the network is being trained: `dropout` drops and `batchNorm` uses the statistics of the
   * batch. Never true in a graph that is run.
   */
  readonly training: boolean;
  /** What is known of a shape: a name stands for an axis whose length only the input tells. */
  shapeOf(x: T): readonly Dimension[];
  /** A constant: float32, or ids where an `Int32Array` is given. A bare number is a scalar. */
  constant(values: number | ArrayLike<number>, shape?: readonly number[]): T;

  /** Element by element, shapes broadcast as in NumPy. */
  add(a: T, b: T): T;
  subtract(a: T, b: T): T;
  multiply(a: T, b: T): T;
  divide(a: T, b: T): T;

  /** Element by element. */
  relu(x: T): T;
  sigmoid(x: T): T;
  tanh(x: T): T;
  exp(x: T): T;
  log(x: T): T;
  sqrt(x: T): T;
  erf(x: T): T;

  /** The product of the last two axes; those before them broadcast. */
  matMul(a: T, b: T): T;
  /** `x · weightᵀ + bias` over the last axis of `x`; `weight` is `[out, in]`, as in PyTorch. */
  linear(x: T, weight: T, bias?: T): T;
  /** Over one axis; default the last. */
  softmax(x: T, axis?: number): T;

  /** Over the axes given; default all. The axes are kept with length 1 only where `keep` says so. */
  mean(x: T, axes?: readonly number[], options?: ReduceOptions): T;
  sum(x: T, axes?: readonly number[], options?: ReduceOptions): T;
  max(x: T, axes?: readonly number[], options?: ReduceOptions): T;

  /** As in ONNX: 0 keeps the length of the axis at that place, -1 (once) takes what is left. */
  reshape(x: T, shape: readonly number[]): T;
  transpose(x: T, order: readonly number[]): T;
  concat(parts: readonly T[], axis: number): T;
  /** From `start` up to, not including, `end` (default: to the end); negative ones count from the end. */
  slice(x: T, axis: number, start: number, end?: number): T;
  /** Rows of `table` (`[items, …]`) by ids from 0 on, of any shape: the embedding lookup. */
  gather(table: T, ids: T): T;

  /** The cross-correlation that the field calls convolution. */
  conv2d(x: T, kernel: T, options?: Conv2dOptions<T>): T;
  /** The largest value of each window; padding never wins. */
  maxPool2d(x: T, options: Pool2dOptions): T;
  /** The mean of each window, of what lies inside the picture. */
  averagePool2d(x: T, options: Pool2dOptions): T;
  /** Per channel (axis 1): `(x − mean) / √(variance + epsilon) · scale + offset` (Ioffe & Szegedy, 2015). */
  batchNorm(x: T, statistics: BatchNormWeights<T>, options: BatchNormOptions): T;
  /** Over the last axis (Ba et al., 2016). */
  layerNorm(x: T, weights: LayerNormWeights<T>, options: { readonly epsilon: number }): T;
  /** Zeroes each number with probability `rate` in training, scaling up the rest; else nothing. */
  dropout(x: T, rate: number): T;
}

export interface ReduceOptions {
  readonly keep?: boolean | undefined;
}

/** `[top, left, bottom, right]`, or one number for all four, or TensorFlow's rule. */
export type Padding = number | readonly [number, number, number, number] | 'same';

export interface Conv2dOptions<T> {
  readonly bias?: T | undefined;
  /** Default 1. */
  readonly stride?: number | undefined;
  /**
   * Default 0. `'same'` is TensorFlow's rule, where the output has ⌈size / stride⌉ rows and the odd row
   * of padding comes last; it needs a height and width that are known.
   */
  readonly padding?: Padding | undefined;
  /** Default 1; the number of channels makes it depthwise. */
  readonly groups?: number | undefined;
}

export interface Pool2dOptions {
  /** Height and width of a window. */
  readonly size: number;
  /** Default `size`. */
  readonly stride?: number | undefined;
  /** Default 0. */
  readonly padding?: Padding | undefined;
}

/** Each `[channels]`; the last two are running statistics, which training replaces. */
export interface BatchNormWeights<T> {
  readonly scale: T;
  readonly offset: T;
  readonly mean: T;
  readonly variance: T;
}

export interface BatchNormOptions {
  /** PyTorch's default is 1e-5, Keras's 1e-3. */
  readonly epsilon: number;
  /**
   * How much of the running statistics stays at a step of training, as Keras counts it; default 0.9
   * (PyTorch's `momentum: 0.1`).
   */
  readonly momentum?: number | undefined;
}

export interface LayerNormWeights<T> {
  readonly scale: T;
  readonly offset: T;
}

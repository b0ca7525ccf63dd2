import type { Tensor } from '@tensorflow/tfjs-core';
import { sizeOf } from '../arrays.js';
import type { Engine } from '../engine.js';
import { sumColumns } from './sum-columns.js';

/** The gradient of an operand that was broadcast: summed over the axes where it was repeated. */
export function sumToShape(engine: Engine, gradient: Tensor, shape: readonly number[]): Tensor {
  const { tf } = engine;
  const target = [...shape];
  if (tf.util.arraysEqual(gradient.shape, target)) return tf.clone(gradient);
  const size = sizeOf(target);
  if (size === 1) return tf.reshape(tf.sum(gradient), target);
  // Only the last axis is left: the columns of a matrix.
  if (size === target.at(-1) && size === gradient.shape.at(-1)) {
    return tf.reshape(sumColumns(engine, gradient, size), target);
  }
  const missing = gradient.rank - target.length;
  const axes = gradient.shape.flatMap((length, axis) =>
    axis < missing || (target[axis - missing] === 1 && length !== 1) ? [axis] : [],
  );
  return tf.reshape(tf.sum(gradient, axes, true), target);
}

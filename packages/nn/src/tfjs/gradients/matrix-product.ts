import type { Tensor } from '@tensorflow/tfjs-core';
import type { Engine } from '../engine.js';

/** From here on a batch of products is faster one by one: 3 to 4 times for 256×64 by 64×256. */
const largeProduct = 1 << 20;

/**
 * The product of the last two axes of two tensors with the same axes before them, never of transposed
 * ones: the WebAssembly backend has a fast kernel for single, plain products alone (46 against 520 ms
 * for the gradient of a 3×3 kernel).
 */
export function matrixProduct({ name, tf }: Engine, a: Tensor, b: Tensor): Tensor {
  const [rows, inner] = a.shape.slice(-2) as [number, number];
  const columns = b.shape.at(-1)!;
  const batch = a.shape.slice(0, -2);
  const count = batch.reduce((size, length) => size * length, 1);
  if (name !== 'wasm' || count <= 1 || rows * inner * columns < largeProduct) {
    return tf.matMul(a, b);
  }
  const parts = tf.split(tf.reshape(b, [count, inner, columns]), count);
  const products = tf.split(tf.reshape(a, [count, rows, inner]), count).map((part, at) => {
    const product = tf.matMul(
      tf.reshape(part, [rows, inner]),
      tf.reshape(parts[at]!, [inner, columns]),
    );
    return tf.reshape(product, [1, rows, columns]);
  });
  return tf.reshape(tf.concat(products), [...batch, rows, columns]);
}

/** With the last two axes exchanged. */
export function transposed({ tf }: Engine, x: Tensor): Tensor {
  const axes = x.shape.map((_, axis) => axis);
  const last = axes.length - 1;
  return tf.transpose(x, [...axes.slice(0, -2), last, last - 1]);
}

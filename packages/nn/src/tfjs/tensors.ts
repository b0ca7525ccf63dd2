import type { Tensor } from '@tensorflow/tfjs-core';
import type { TensorArray, TensorData } from '../network/tensor-data.js';
import type { Engine } from './engine.js';
import type { Value } from './value.js';

/** The tensor of some numbers: float32, or int32 where they are whole ones. */
export function tensorOf({ tf }: Engine, { data, shape }: TensorData): Tensor {
  if (data instanceof Float32Array) return tf.tensor(data, [...shape], 'float32');
  if (data instanceof Float64Array)
    return tf.tensor(Float32Array.from(data), [...shape], 'float32');
  return tf.tensor(int32(data), [...shape], 'int32');
}

/** What a value holds, row-major, in an array of its own. */
export function dataOf({ tf }: Engine, { tensor, layout }: Value): TensorData {
  const turned = layout === 'rowMajor' ? tensor : tf.tidy(() => tf.transpose(tensor, [0, 3, 1, 2]));
  // The plain backend gives out the array it holds.
  const data = turned.dataSync<'float32' | 'int32'>().slice();
  if (turned !== tensor) turned.dispose();
  return { data: data as Float32Array | Int32Array, shape: [...turned.shape] };
}

function int32(data: Exclude<TensorArray, Float32Array | Float64Array>): Int32Array {
  if (data instanceof Int32Array) return data;
  return data instanceof BigInt64Array
    ? Int32Array.from(data, Number)
    : Int32Array.from(data as ArrayLike<number>);
}

import type { Tensor } from '@tensorflow/tfjs-core';
import type { TensorArray, TensorData } from '../network/tensor-data.js';
import type { Engine } from './engine.js';
import type { Value } from './value.js';

/** The tensor of some numbers: ids where they are to be int32, else float32. */
export function tensorOf(
  { tf }: Engine,
  { data, shape }: TensorData,
  type: 'float32' | 'int32',
): Tensor {
  const values = type === 'int32' ? int32(data) : float32(data);
  return tf.tensor(values, [...shape], type);
}

/** What a value holds, row-major, in an array of its own. */
export function dataOf({ tf }: Engine, { tensor, layout }: Value): TensorData {
  const turned = layout === 'rowMajor' ? tensor : tf.tidy(() => tf.transpose(tensor, [0, 3, 1, 2]));
  // The plain backend gives out the array it holds.
  const data = turned.dataSync<'float32' | 'int32'>().slice();
  if (turned !== tensor) turned.dispose();
  return { data: data as Float32Array | Int32Array, shape: [...turned.shape] };
}

function float32(data: TensorArray): Float32Array {
  if (data instanceof Float32Array) return data;
  return data instanceof BigInt64Array
    ? Float32Array.from(data, Number)
    : Float32Array.from(data as ArrayLike<number>);
}

function int32(data: TensorArray): Int32Array {
  if (data instanceof Int32Array) return data;
  return data instanceof BigInt64Array
    ? Int32Array.from(data, Number)
    : Int32Array.from(data as ArrayLike<number>);
}

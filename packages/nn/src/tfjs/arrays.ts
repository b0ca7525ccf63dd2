import type { Tensor, TensorInfo } from '@tensorflow/tfjs-core';
import type { Engine } from './engine.js';

/** The numbers of a float32 or int32 tensor. */
export type Numbers = Float32Array | Int32Array;

/** What we use of the WebAssembly backend: its memory. */
interface WasmBackend {
  makeOutput(shape: readonly number[], dtype: 'float32'): TensorInfo;
  typedArrayFromHeap(tensor: TensorInfo): Numbers;
}

/**
 * A new float32 tensor, filled by a loop over plain arrays. In WebAssembly they are the backend's
 * own memory, so nothing is copied. The new one is not cleared.
 */
export function fillTensor(
  engine: Engine,
  inputs: readonly Tensor[],
  shape: readonly number[],
  fill: (output: Float32Array, ...inputs: Numbers[]) => void,
): Tensor {
  const { tf } = engine;
  if (engine.name !== 'wasm') {
    const output = new Float32Array(sizeOf(shape));
    fill(output, ...inputs.map((input) => input.dataSync<'float32'>()));
    return tf.tensor(output, [...shape], 'float32');
  }
  const backend = tf.backend() as unknown as WasmBackend;
  const info = backend.makeOutput(shape, 'float32');
  const output = tf.engine().makeTensorFromTensorInfo(info);
  // Taken last: the memory moves when it grows.
  const views = readTensors(engine, inputs);
  fill(backend.typedArrayFromHeap(info) as Float32Array, ...views);
  return output;
}

/** The numbers of tensors, to be read at once and not kept. */
export function readTensors({ name, tf }: Engine, tensors: readonly Tensor[]): Numbers[] {
  if (name !== 'wasm') return tensors.map((tensor) => tensor.dataSync<'float32'>());
  const backend = tf.backend() as unknown as WasmBackend;
  return tensors.map((tensor) => backend.typedArrayFromHeap(tensor));
}

export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((size, length) => size * length, 1);
}

import { ModelFileError, type ModelTensor, type TensorInfo } from '@tovec/core';
import type { GloveTables } from '@tovec/training';

/** The tables' tensors in a model file. */
const names = {
  words: 'words',
  contexts: 'contexts',
  wordBiases: 'words.biases',
  contextBiases: 'contexts.biases',
} as const satisfies Record<keyof GloveTables, string>;

/** Whether a tensor is one of them. */
export function isGloveTensor({ name }: TensorInfo): boolean {
  return Object.values<string>(names).includes(name);
}

export function gloveTensors(tables: GloveTables, dimensions: number): Record<string, ModelTensor> {
  const tensor = (key: keyof GloveTables, shape: readonly number[]) => {
    const { buffer, byteOffset, byteLength } = tables[key];
    return [
      names[key],
      { dtype: 'F32', shape, bytes: new Uint8Array(buffer, byteOffset, byteLength) },
    ] as const;
  };
  const rows = tables.wordBiases.length;
  return Object.fromEntries([
    tensor('words', [rows, dimensions]),
    tensor('contexts', [rows, dimensions]),
    tensor('wordBiases', [rows]),
    tensor('contextBiases', [rows]),
  ]);
}

/** @throws ModelFileError when one of them is missing, of another size, or not finite */
export function readGloveTensors(
  tensors: Readonly<Record<string, ModelTensor>>,
  rows: number,
  dimensions: number,
  file: string,
): GloveTables {
  const read = (key: keyof GloveTables, shape: readonly number[]) => {
    const found = tensors[names[key]];
    if (found?.dtype !== 'F32' || String(found.shape) !== String(shape)) {
      const is = found ? `is ${found.dtype} [${found.shape}]` : 'is missing';
      throw new ModelFileError(`the tensor '${names[key]}' ${is}; F32 [${shape}] is needed`, {
        file,
      });
    }
    const values = new Float32Array(found.bytes.slice().buffer);
    if (!values.every(Number.isFinite)) {
      throw new ModelFileError(`the tensor '${names[key]}' has numbers that are not finite`, {
        file,
      });
    }
    return values;
  };
  return {
    words: read('words', [rows, dimensions]),
    contexts: read('contexts', [rows, dimensions]),
    wordBiases: read('wordBiases', [rows]),
    contextBiases: read('contextBiases', [rows]),
  };
}

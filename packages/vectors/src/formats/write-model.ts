import { createProgress, type Items, type ModelTensor, writeModelFile } from '@tovec/core';
import type { KeyedVectors } from '../keyed-vectors.js';
import { countsTensor, vectorsTensor } from './model-table-reader.js';
import type { RowWriting } from './row-writer.js';

/**
 * What a model file keeps of vectors, for trainers that write files of their own with
 * `writeModelFile`: `vectors` F32 [rows, dimensions], `counts` F64 [rows] where known, and the items.
 */
export function vectorTensors(vectors: KeyedVectors): {
  readonly items: Items;
  readonly tensors: Record<string, ModelTensor>;
} {
  const { items, matrix, counts, size, dimensions } = vectors;
  const tensors: Record<string, ModelTensor> = {
    [vectorsTensor]: { dtype: 'F32', shape: [size, dimensions], bytes: bytesOf(matrix.values) },
  };
  if (counts) tensors[countsTensor] = { dtype: 'F64', shape: [size], bytes: bytesOf(counts) };
  return { items, tensors };
}

/** Writes a tovec model file that holds vectors and nothing else. */
export async function writeVectorsModel(
  path: string,
  vectors: KeyedVectors,
  { signal, onProgress }: RowWriting,
): Promise<void> {
  const { size, dimensions, modality, id } = vectors;
  const progress = createProgress({ phase: 'write', unit: 'rows', total: size, onProgress });
  const model = { encoder: id, config: { dimensions, modality }, ...vectorTensors(vectors) };
  await writeModelFile(path, model, { signal });
  progress.report(size);
}

function bytesOf({ buffer, byteOffset, byteLength }: Float32Array | Float64Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

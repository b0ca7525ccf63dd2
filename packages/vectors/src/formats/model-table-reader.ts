import {
  fromBfloat16,
  fromFloat16,
  type ModelFile,
  ModelFileError,
  type ModelTensor,
  type TensorInfo,
} from '@tovec/core';
import { allocateMatrix, type Matrix } from '@tovec/kernels';
import type { KeyedVectors } from '../keyed-vectors.js';
import { finishTable } from './finish-table.js';
import type { RawTable } from './table.js';

/** Names of the tensors that make a model file one of vectors. */
export const vectorsTensor = 'vectors';
export const countsTensor = 'counts';

/**
 * Reads the vectors of a model file, for encoders whose files hold more than that: the table goes
 * straight to its place in WebAssembly memory while `readModelFile` reads.
 *
 * @example
 * ```ts
 * import { tmpdir } from 'node:os';
 * import { readModelFile } from '@tovec/core';
 * import { createKeyedVectors, ModelTableReader, writeVectors } from '@tovec/vectors';
 *
 * const matrix = Float32Array.of(1, 2);
 * const path = `${tmpdir()}/tovec-example-table.safetensors`;
 * await writeVectors(path, createKeyedVectors({ items: ['cat'], matrix, dimensions: 2 }));
 *
 * const table = new ModelTableReader();
 * const model = await readModelFile(path, { select: (info) => table.select(info) });
 * console.log(model.encoder, table.vectors(model, path).get('cat')); // keyed-vectors Float32Array(2) [ 1, 2 ]
 * ```
 */
export class ModelTableReader {
  private matrix: Matrix | undefined;

  /** For `readModelFile`: the table goes straight where it stays; `other` decides about the rest. */
  readonly select = (
    info: TensorInfo,
    other: (info: TensorInfo) => Uint8Array | 'skip' | undefined = () => 'skip',
  ): Uint8Array | 'skip' | undefined => {
    if (info.name === countsTensor) return undefined;
    if (info.name !== vectorsTensor) return other(info);
    const [rows, dimensions] = info.shape;
    if (info.dtype !== 'F32' || info.shape.length !== 2 || !rows || !dimensions) return undefined;
    this.matrix = allocateMatrix(rows, dimensions);
    const { memory, byteOffset } = this.matrix;
    return new Uint8Array(memory.buffer, byteOffset, info.byteLength);
  };

  /**
   * The vectors of the model that was read.
   *
   * @throws ModelFileError when it has no table, no items, or not equally many
   */
  vectors(model: ModelFile, file: string): KeyedVectors {
    return finishTable(this.table(model, file), 'tovec', {}, file);
  }

  /** The table as it stands in the file, unchecked. */
  table(model: ModelFile, file: string): RawTable {
    const tensor = model.tensors[vectorsTensor];
    const { items } = model;
    if (!tensor || !items) {
      const missing = tensor ? 'names of its rows (items)' : `tensor '${vectorsTensor}'`;
      throw new ModelFileError(`the model '${model.encoder}' has no ${missing}`, { file });
    }
    const [rows, dimensions] = tensor.shape;
    if (tensor.shape.length !== 2 || rows === undefined || !dimensions) {
      throw new ModelFileError(
        `the tensor '${vectorsTensor}' has the shape [${tensor.shape}]; a table is needed`,
        { file },
      );
    }
    if (items.length !== rows) {
      throw new ModelFileError(`there are ${items.length} items for ${rows} vectors`, { file });
    }
    const counts = countsOf(model.tensors[countsTensor], rows, file);
    const matrix = this.matrix ?? convertedTable(tensor, rows, dimensions, file);
    const { modality } = model.config;
    return { matrix, items, counts, ...(typeof modality === 'string' && { modality }) };
  }
}

const decoders = {
  F64: (view: DataView, at: number) => view.getFloat64(at * 8, true),
  F16: (view: DataView, at: number) => fromFloat16(view.getUint16(at * 2, true)),
  BF16: (view: DataView, at: number) => fromBfloat16(view.getUint16(at * 2, true)),
  F32: (view: DataView, at: number) => view.getFloat32(at * 4, true),
};

/** A table of another precision, as float32. */
function convertedTable(tensor: ModelTensor, rows: number, dimensions: number, file: string) {
  if (!Object.hasOwn(decoders, tensor.dtype)) {
    throw new ModelFileError(
      `the tensor '${vectorsTensor}' is ${tensor.dtype}; F32, F64, F16 and BF16 can be read`,
      { file },
    );
  }
  const decode = decoders[tensor.dtype as keyof typeof decoders];
  const { buffer, byteOffset, byteLength } = tensor.bytes;
  const view = new DataView(buffer, byteOffset, byteLength);
  const matrix = allocateMatrix(rows, dimensions);
  for (let at = 0; at < matrix.values.length; at++) matrix.values[at] = decode(view, at);
  return matrix;
}

function countsOf(
  tensor: ModelTensor | undefined,
  rows: number,
  file: string,
): Float64Array | undefined {
  if (!tensor) return undefined;
  if (tensor.dtype !== 'F64' || tensor.shape.length !== 1 || tensor.shape[0] !== rows) {
    throw new ModelFileError(
      `the tensor '${countsTensor}' is ${tensor.dtype} [${tensor.shape}]; F64 [${rows}] is needed`,
      { file },
    );
  }
  const bytes = tensor.bytes.slice();
  return new Float64Array(bytes.buffer, 0, rows);
}

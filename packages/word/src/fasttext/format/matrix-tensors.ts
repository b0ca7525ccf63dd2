import { ModelFileError, type ModelTensor, type TensorInfo } from '@tovec/core';
import { allocateMatrix, firstNotFinite, type Matrix } from '@tovec/kernels';
import { DenseMatrix } from '../matrix/dense-matrix.js';
import { HalfMatrix } from '../matrix/half-matrix.js';
import { Int8Matrix } from '../matrix/int8-matrix.js';
import type { FastTextMatrix } from '../matrix/matrix.js';
import { centroidsPerPart, ProductMatrix } from '../matrix/product-matrix.js';

type Tensors = Readonly<Record<string, ModelTensor>>;
type Numbers = Float32Array | Float64Array | Uint8Array | Uint16Array | Uint32Array | Int8Array;

/** A tensor of numbers as they lie in memory. */
export function tensorOf(
  dtype: ModelTensor['dtype'],
  shape: readonly number[],
  { buffer, byteOffset, byteLength }: Numbers,
): ModelTensor {
  return { dtype, shape, bytes: new Uint8Array(buffer, byteOffset, byteLength) };
}

/**
 * The tensors of a table in a model file: `name` itself as F32, F16 or I8 with `name.scales`, or for
 * a quantised one `name.codes`, `name.centroids` and, where norms are quantised apart,
 * `name.norm-codes` and `name.norms`.
 */
export function matrixTensors(name: string, matrix: FastTextMatrix): Record<string, ModelTensor> {
  const { rows, dimensions } = matrix;
  const shape = [rows, dimensions];
  if (matrix instanceof DenseMatrix) {
    return { [name]: tensorOf('F32', shape, matrix.matrix.values) };
  }
  if (matrix instanceof HalfMatrix) return { [name]: tensorOf('F16', shape, matrix.values) };
  if (matrix instanceof Int8Matrix) {
    const scales = tensorOf('F32', [rows], matrix.scales);
    return { [name]: tensorOf('I8', shape, matrix.values), [`${name}.scales`]: scales };
  }
  const { codes, norms, quantizer } = matrix as ProductMatrix;
  const { parts, partSize, centroids } = quantizer;
  return {
    [`${name}.codes`]: tensorOf('U8', [rows, parts], codes),
    [`${name}.centroids`]: tensorOf('F32', [centroidsPerPart * dimensions], centroids),
    [`${name}.part-size`]: tensorOf('U32', [1], Uint32Array.of(partSize)),
    ...(norms && {
      [`${name}.norm-codes`]: tensorOf('U8', [rows], norms.codes),
      [`${name}.norms`]: tensorOf('F32', [centroidsPerPart], norms.values),
    }),
  };
}

/** Reads tables of a model file; those of float32 go straight where they stay. */
export class MatrixTensorReader {
  private readonly placed = new Map<string, Matrix>();

  /** @param skipped those tables that are not to be read */
  constructor(
    private readonly names: readonly string[],
    private readonly skipped: readonly string[] = [],
  ) {}

  /** For `readModelFile`. */
  readonly select = (info: TensorInfo): Uint8Array | 'skip' | undefined => {
    const [table = ''] = info.name.split('.');
    if (this.skipped.includes(table)) return 'skip';
    const [rows, dimensions] = info.shape;
    const isTable = info.dtype === 'F32' && info.shape.length === 2 && rows && dimensions;
    if (!this.names.includes(info.name) || !isTable) return undefined;
    const matrix = allocateMatrix(rows, dimensions);
    this.placed.set(info.name, matrix);
    return new Uint8Array(matrix.memory.buffer, matrix.byteOffset, info.byteLength);
  };

  /** The table of that name; undefined when the file has none. */
  matrix(name: string, tensors: Tensors, file: string): FastTextMatrix | undefined {
    const refuse = (problem: string) =>
      new ModelFileError(`the table '${name}' ${problem}`, { file });
    const take = (part: string, dtype: string, shape: readonly number[]) => {
      const tensor = tensors[part];
      if (tensor && tensor.dtype === dtype && `${tensor.shape}` === `${shape}`) return tensor.bytes;
      const found = tensor ? `is ${tensor.dtype} [${tensor.shape}]` : 'is not there';
      throw refuse(`needs the tensor '${part}' as ${dtype} [${shape}], but it ${found}`);
    };
    const checkFinite = (values: Float32Array) => {
      if (!values.every(Number.isFinite)) throw refuse('holds a number that is not finite');
      return values;
    };
    const placed = this.placed.get(name);
    if (placed) {
      if (firstNotFinite(placed, 0, placed.values.length) >= 0) {
        throw refuse('holds a number that is not finite');
      }
      return new DenseMatrix(placed);
    }
    const codes = tensors[`${name}.codes`];
    if (codes) {
      const [rows = 0, parts = 0] = codes.shape;
      const dimensions = (tensors[`${name}.centroids`]?.shape[0] ?? 0) / centroidsPerPart;
      const [partSize = 0] = new Uint32Array(aligned(take(`${name}.part-size`, 'U32', [1])));
      if (partSize < 1 || parts !== Math.ceil(dimensions / partSize)) {
        throw refuse(`cannot have ${dimensions} dimensions in ${parts} parts of ${partSize}`);
      }
      const quantizer = {
        ...{ dimensions, parts, partSize },
        centroids: checkFinite(
          floats(take(`${name}.centroids`, 'F32', [centroidsPerPart * dimensions])),
        ),
      };
      const bytes = take(`${name}.codes`, 'U8', [rows, parts]);
      if (!tensors[`${name}.norm-codes`]) return new ProductMatrix(rows, quantizer, bytes);
      return new ProductMatrix(rows, quantizer, bytes, {
        codes: take(`${name}.norm-codes`, 'U8', [rows]),
        values: checkFinite(floats(take(`${name}.norms`, 'F32', [centroidsPerPart]))),
      });
    }
    const tensor = tensors[name];
    if (!tensor) return undefined;
    const [rows = 0, dimensions = 0] = tensor.shape;
    if (tensor.shape.length !== 2 || dimensions === 0) {
      throw refuse(`has the shape [${tensor.shape}]; rows of numbers are needed`);
    }
    if (tensor.dtype === 'F16') {
      const bits = new Uint16Array(aligned(tensor.bytes));
      if (bits.some((half) => (half & 0x7c00) === 0x7c00)) {
        throw refuse('holds a number that is not finite');
      }
      return new HalfMatrix(rows, dimensions, bits);
    }
    if (tensor.dtype === 'I8') {
      const { buffer, byteOffset } = tensor.bytes;
      const values = new Int8Array(buffer, byteOffset, rows * dimensions);
      const scales = checkFinite(floats(take(`${name}.scales`, 'F32', [rows])));
      return new Int8Matrix(rows, dimensions, values, scales);
    }
    throw refuse(`is ${tensor.dtype}; F32, F16 and I8 can be read`);
  }
}

/** The bytes in a buffer of their own, where numbers of any size can stand. */
function aligned(bytes: Uint8Array): ArrayBuffer {
  const whole = bytes.byteOffset === 0 && bytes.byteLength === bytes.buffer.byteLength;
  return (whole ? bytes.buffer : bytes.slice().buffer) as ArrayBuffer;
}

function floats(bytes: Uint8Array): Float32Array {
  return new Float32Array(aligned(bytes));
}

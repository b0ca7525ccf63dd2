import { TensorProto_DataType as DataType } from 'onnx-buf';
import type { TensorArray } from '../network/tensor-data.js';

type ArrayType = {
  new (buffer: ArrayBuffer, byteOffset?: number, length?: number): TensorArray;
  readonly BYTES_PER_ELEMENT: number;
};

interface ElementInfo {
  readonly code: DataType;
  readonly bits: number;
  /** How JavaScript holds it; absent where it cannot. */
  readonly array?: ArrayType;
}

/** ONNX's element types by their names here, which are those of onnxruntime. */
export const elementTypes = {
  float32: { code: DataType.FLOAT, bits: 32, array: Float32Array },
  uint8: { code: DataType.UINT8, bits: 8, array: Uint8Array },
  int8: { code: DataType.INT8, bits: 8, array: Int8Array },
  uint16: { code: DataType.UINT16, bits: 16, array: Uint16Array },
  int16: { code: DataType.INT16, bits: 16, array: Int16Array },
  int32: { code: DataType.INT32, bits: 32, array: Int32Array },
  int64: { code: DataType.INT64, bits: 64, array: BigInt64Array },
  string: { code: DataType.STRING, bits: 0 },
  bool: { code: DataType.BOOL, bits: 8, array: Uint8Array },
  float16: { code: DataType.FLOAT16, bits: 16, array: Uint16Array },
  float64: { code: DataType.DOUBLE, bits: 64, array: Float64Array },
  uint32: { code: DataType.UINT32, bits: 32, array: Uint32Array },
  uint64: { code: DataType.UINT64, bits: 64, array: BigUint64Array },
  complex64: { code: DataType.COMPLEX64, bits: 64 },
  complex128: { code: DataType.COMPLEX128, bits: 128 },
  bfloat16: { code: DataType.BFLOAT16, bits: 16 },
  float8e4m3fn: { code: DataType.FLOAT8E4M3FN, bits: 8 },
  float8e4m3fnuz: { code: DataType.FLOAT8E4M3FNUZ, bits: 8 },
  float8e5m2: { code: DataType.FLOAT8E5M2, bits: 8 },
  float8e5m2fnuz: { code: DataType.FLOAT8E5M2FNUZ, bits: 8 },
  uint4: { code: DataType.UINT4, bits: 4 },
  int4: { code: DataType.INT4, bits: 4 },
  float4e2m1: { code: DataType.FLOAT4E2M1, bits: 4 },
  float8e8m0: { code: DataType.FLOAT8E8M0, bits: 8 },
  uint2: { code: DataType.UINT2, bits: 2 },
  int2: { code: DataType.INT2, bits: 2 },
} as const satisfies Record<string, ElementInfo>;

/** The type of a tensor's elements, named as by onnxruntime. */
export type ElementType = keyof typeof elementTypes;

const names = new Map<number, ElementType>(
  Object.entries(elementTypes).map(([name, { code }]) => [code, name as ElementType]),
);

/** The name of ONNX's code, or undefined for one that ONNX does not have. */
export function elementTypeOf(code: number): ElementType | undefined {
  return names.get(code);
}

/** The array that holds elements of a type, or undefined where JavaScript has none. */
export function arrayTypeOf(type: ElementType): ArrayType | undefined {
  const info: ElementInfo = elementTypes[type];
  return info.array;
}

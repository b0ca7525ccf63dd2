/** Numbers with their shape, row-major: what goes into a network and what comes out. */
export interface TensorData {
  readonly data: TensorArray;
  readonly shape: readonly number[];
}

/** float32, uint8, int8, uint16, int16, int32, int64, float64 in the order of ONNX's element types. */
export type TensorArray =
  | Float32Array
  | Uint8Array
  | Int8Array
  | Uint16Array
  | Int16Array
  | Int32Array
  | BigInt64Array
  | Float64Array;

/** Numbers with their shape, row-major: what goes into a network and what comes out. */
export interface TensorData {
  readonly data: TensorArray;
  readonly shape: readonly number[];
}

/** One for each element type; bool is held by Uint8Array, float16 by Uint16Array. */
export type TensorArray =
  | Float32Array
  | Uint8Array
  | Int8Array
  | Uint16Array
  | Int16Array
  | Int32Array
  | BigInt64Array
  | Float64Array
  | Uint32Array
  | BigUint64Array;

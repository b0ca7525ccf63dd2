/** The element types of a safetensors file. */
export type TensorDtype =
  | 'F64'
  | 'F32'
  | 'F16'
  | 'BF16'
  | 'I64'
  | 'I32'
  | 'I16'
  | 'I8'
  | 'U64'
  | 'U32'
  | 'U16'
  | 'U8'
  | 'BOOL'
  | 'F8_E4M3'
  | 'F8_E5M2';

/** What a file says about one of its tensors. */
export interface TensorInfo {
  readonly name: string;
  readonly dtype: TensorDtype;
  readonly shape: readonly number[];
  readonly byteLength: number;
}

/** A tensor to write. The bytes are little-endian and row-major. */
export interface TensorToWrite {
  readonly name: string;
  readonly dtype: TensorDtype;
  readonly shape: readonly number[];
  readonly bytes: Uint8Array;
}

/** A tensor to write that is not in memory at one time: its bytes come in chunks. */
export interface StreamedTensor extends Omit<TensorToWrite, 'bytes'> {
  /** Called once, after the tensors before it have been written. A chunk may be reused for the next. */
  chunks(): Iterable<Uint8Array> | AsyncIterable<Uint8Array>;
}

/** Bytes per element. */
export const DTYPE_BYTES: Readonly<Record<TensorDtype, number>> = {
  F64: 8,
  F32: 4,
  F16: 2,
  BF16: 2,
  I64: 8,
  I32: 4,
  I16: 2,
  I8: 1,
  U64: 8,
  U32: 4,
  U16: 2,
  U8: 1,
  BOOL: 1,
  F8_E4M3: 1,
  F8_E5M2: 1,
};

/** The bytes a tensor takes; undefined when that is no safe integer. */
export function tensorBytes(dtype: TensorDtype, shape: readonly number[]): number | undefined {
  // Zero first: no product of the other sizes matters then, however large.
  if (shape.includes(0)) return 0;
  let bytes = DTYPE_BYTES[dtype];
  for (const size of shape) {
    bytes *= size;
    if (!Number.isSafeInteger(bytes)) return undefined;
  }
  return bytes;
}

import { fromFloat8E4M3, fromFloat8E5M2, fromFloat16 } from '../numbers/half.js';
import type { TensorDtype } from './tensor.js';

/**
 * The numbers of a tensor as float32, whatever they are in the file: wider floats and integers are
 * rounded to the nearest, narrower ones are exact. Float32 is not copied where it is aligned in
 * memory.
 *
 * @example
 * ```ts
 * import { tensorToFloat32 } from '@tovec/core';
 *
 * const bytes = Uint8Array.of(0x80, 0x3f, 0x00, 0xc0); // little-endian
 * console.log(tensorToFloat32('BF16', bytes)); // Float32Array(2) [ 1, -2 ]
 * ```
 */
export function tensorToFloat32(dtype: TensorDtype, bytes: Uint8Array): Float32Array {
  switch (dtype) {
    case 'F32':
      return typed(Float32Array, bytes);
    case 'F64':
      return Float32Array.from(typed(Float64Array, bytes));
    case 'F16':
      return looked(typed(Uint16Array, bytes), tableOfFloat16());
    case 'BF16':
      return fromUpperHalves(typed(Uint16Array, bytes));
    case 'F8_E4M3':
      return looked(bytes, tableOf(256, fromFloat8E4M3));
    case 'F8_E5M2':
      return looked(bytes, tableOf(256, fromFloat8E5M2));
    case 'I64':
      return fromIntegers(typed(BigInt64Array, bytes));
    case 'U64':
      return fromIntegers(typed(BigUint64Array, bytes));
    case 'I32':
      return new Float32Array(typed(Int32Array, bytes));
    case 'U32':
      return new Float32Array(typed(Uint32Array, bytes));
    case 'I16':
      return new Float32Array(typed(Int16Array, bytes));
    case 'U16':
      return new Float32Array(typed(Uint16Array, bytes));
    case 'I8':
      return new Float32Array(typed(Int8Array, bytes));
    case 'U8':
      return new Float32Array(bytes);
    case 'BOOL':
      return Float32Array.from(bytes, (byte) => (byte === 0 ? 0 : 1));
  }
}

let float16s: Float32Array | undefined;

/** Made when first asked for: 256 kB. */
function tableOfFloat16(): Float32Array {
  float16s ??= tableOf(1 << 16, fromFloat16);
  return float16s;
}

function tableOf(size: number, decode: (bits: number) => number): Float32Array {
  return Float32Array.from({ length: size }, (_, bits) => decode(bits));
}

function looked(codes: Uint8Array | Uint16Array, table: Float32Array): Float32Array {
  const values = new Float32Array(codes.length);
  for (let index = 0; index < codes.length; index++) values[index] = table[codes[index]!]!;
  return values;
}

function fromUpperHalves(halves: Uint16Array): Float32Array {
  const bits = new Uint32Array(halves.length);
  for (let index = 0; index < halves.length; index++) bits[index] = halves[index]! << 16;
  return new Float32Array(bits.buffer);
}

function fromIntegers(integers: BigInt64Array | BigUint64Array): Float32Array {
  const values = new Float32Array(integers.length);
  for (let index = 0; index < integers.length; index++) values[index] = Number(integers[index]);
  return values;
}

/** The bytes as elements, copied only where they are not aligned to them. */
function typed<T>(
  Kind: {
    new (buffer: ArrayBufferLike, byteOffset: number, length: number): T;
    readonly BYTES_PER_ELEMENT: number;
  },
  bytes: Uint8Array,
): T {
  const width = Kind.BYTES_PER_ELEMENT;
  const { buffer, byteOffset } = bytes.byteOffset % width === 0 ? bytes : bytes.slice();
  return new Kind(buffer, byteOffset, bytes.length / width);
}

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromBfloat16, fromFloat8E4M3, fromFloat8E5M2 } from '../numbers/half.js';
import type { TensorDtype } from './tensor.js';
import { tensorToFloat32 } from './to-float32.js';

const bytesOf = (array: ArrayBufferView) =>
  new Uint8Array(array.buffer, array.byteOffset, array.byteLength);

/** IEEE 754 as its definition says: sign, exponent, fraction. */
function closedForm(bits: number, exponentBits: number, fractionBits: number): number {
  const sign = (bits >> (exponentBits + fractionBits)) & 1 ? -1 : 1;
  const exponent = (bits >> fractionBits) & (2 ** exponentBits - 1);
  const fraction = (bits & (2 ** fractionBits - 1)) / 2 ** fractionBits;
  const bias = 2 ** (exponentBits - 1) - 1;
  if (exponent === 2 ** exponentBits - 1) return fraction ? Number.NaN : sign * Infinity;
  return (
    sign * (exponent === 0 ? fraction * 2 ** (1 - bias) : (1 + fraction) * 2 ** (exponent - bias))
  );
}

describe('a tensor becomes float32', () => {
  test('from every number of 16 bits as IEEE 754 defines them', () => {
    const bits = Uint16Array.from({ length: 65_536 }, (_, index) => index);
    const half = tensorToFloat32('F16', bytesOf(bits));
    const brain = tensorToFloat32('BF16', bytesOf(bits));
    for (const each of bits) {
      if (!Object.is(half[each], closedForm(each, 5, 10))) throw new Error(`F16 ${each}`);
      // Nearly the whole range of float32, which the closed form rounds like float32 does.
      if (!Object.is(brain[each], Math.fround(closedForm(each, 8, 7)))) {
        throw new Error(`BF16 ${each}`);
      }
      if (!Object.is(brain[each], fromBfloat16(each))) throw new Error(`fromBfloat16 ${each}`);
    }
  });

  test('from every number of 8 bits', () => {
    const bits = Uint8Array.from({ length: 256 }, (_, index) => index);
    const e5m2 = tensorToFloat32('F8_E5M2', bits);
    const e4m3 = tensorToFloat32('F8_E4M3', bits);
    for (const each of bits) {
      expect(e5m2[each]).toBe(closedForm(each, 5, 2));
      expect(e5m2[each]).toBe(fromFloat8E5M2(each));
      expect(e4m3[each]).toBe(fromFloat8E4M3(each));
      // No infinities: their place is taken by numbers, but for one that is none.
      if (((each >> 3) & 15) < 15) expect(e4m3[each]).toBe(closedForm(each, 4, 3));
    }
    expect([e4m3[0x7e], e4m3[0x7f], e4m3[0xff], e4m3[0x01]]).toEqual([448, NaN, NaN, 2 ** -9]);
  });

  test.each<[TensorDtype, ArrayBufferView, number[]]>([
    ['F32', Float32Array.of(0.1, -0), [Math.fround(0.1), -0]],
    ['F64', Float64Array.of(0.1, 1e300), [Math.fround(0.1), Infinity]],
    ['I64', BigInt64Array.of(-5n, 2n ** 62n), [-5, 2 ** 62]],
    ['U64', BigUint64Array.of(2n ** 63n), [2 ** 63]],
    ['I32', Int32Array.of(-3, 16_777_217), [-3, 16_777_216]],
    ['U32', Uint32Array.of(0xffffffff), [2 ** 32]],
    ['I16', Int16Array.of(-32_768), [-32_768]],
    ['U16', Uint16Array.of(65_535), [65_535]],
    ['I8', Int8Array.of(-128, 127), [-128, 127]],
    ['U8', Uint8Array.of(255), [255]],
    ['BOOL', Uint8Array.of(0, 1), [0, 1]],
  ])('from %s', (dtype, array, expected) => {
    expect([...tensorToFloat32(dtype, bytesOf(array))]).toEqual(expected);
  });

  test('wherever its bytes lie', () => {
    fc.assert(
      fc.property(fc.float32Array({ noNaN: true }), fc.nat(9), (values, shift) => {
        const bytes = new Uint8Array(values.byteLength + shift);
        bytes.set(bytesOf(values), shift);
        expect(tensorToFloat32('F32', bytes.subarray(shift))).toEqual(values);
      }),
    );
  });

  test('without a copy where it is float32 already', () => {
    const values = Float32Array.of(1, 2);
    expect(tensorToFloat32('F32', bytesOf(values)).buffer).toBe(values.buffer);
  });
});

import { fromFloat16 } from '@tovec/vectors';
import { type FastTextMatrix, RowByRow } from './matrix.js';

/** Numbers rounded to IEEE 754 binary16: eleven bits of precision in half the memory. */
export class HalfMatrix extends RowByRow implements FastTextMatrix {
  readonly precision = 'float16';
  readonly bytes: number;

  constructor(
    readonly rows: number,
    readonly dimensions: number,
    /** The bits of all numbers, row after row. */
    readonly values: Uint16Array,
  ) {
    super();
    this.bytes = values.byteLength;
  }

  addRow(row: number, target: Float32Array): void {
    const numbers = numbersOfBits();
    const { values, dimensions } = this;
    const start = row * dimensions;
    for (let at = 0; at < dimensions; at++) target[at]! += numbers[values[start + at]!]!;
  }

  dot(row: number, vector: Float32Array): number {
    const numbers = numbersOfBits();
    const { values, dimensions } = this;
    const start = row * dimensions;
    let sum = 0;
    for (let at = 0; at < dimensions; at++) sum += numbers[values[start + at]!]! * vector[at]!;
    return Math.fround(sum);
  }
}

let numbersByBits: Float32Array | undefined;

/** What each pattern of 16 bits stands for: a look-up is faster than decoding. */
function numbersOfBits(): Float32Array {
  numbersByBits ??= Float32Array.from({ length: 65_536 }, (_, bits) => fromFloat16(bits));
  return numbersByBits;
}

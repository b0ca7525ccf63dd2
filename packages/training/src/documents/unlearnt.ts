import {
  allocateMatrix,
  instantiate,
  type Matrix,
  type SgdKernel,
  sgdModule,
} from '@tovec/kernels';
import { initialState } from '../sgd/tables.js';

/** Numbers to draw at a time. */
const numbersAtOnce = 1 << 18;

/**
 * Sets to zero the rows from `first` on that are as training found them: those of documents without a
 * word that is known. Returns which they are, counted from `first`.
 */
export function clearUnlearnt(
  table: Matrix,
  first: number,
  { seed, scale }: { readonly seed: number; readonly scale: number },
): number[] {
  const { rows, dimensions, values } = table;
  const rowsAtOnce = Math.max(1, Math.floor(numbersAtOnce / dimensions));
  const drawn = allocateMatrix(rowsAtOnce, dimensions);
  const sgd = instantiate<SgdKernel>(sgdModule().module, drawn.memory);
  const unlearnt: number[] = [];
  for (let from = first; from < rows; from += rowsAtOnce) {
    const count = Math.min(rowsAtOnce, rows - from);
    const state = initialState(seed, from * dimensions);
    sgd.fillUniform(drawn.byteOffset, count, dimensions, dimensions * 4, scale, state);
    for (let row = 0; row < count; row++) {
      const start = (from + row) * dimensions;
      if (!isEqual(values, start, drawn.values, row * dimensions, dimensions)) continue;
      values.fill(0, start, start + dimensions);
      unlearnt.push(from + row - first);
    }
  }
  return unlearnt;
}

function isEqual(a: Float32Array, aAt: number, b: Float32Array, bAt: number, length: number) {
  for (let at = 0; at < length; at++) if (a[aAt + at] !== b[bAt + at]) return false;
  return true;
}

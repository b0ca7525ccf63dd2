import { describeValue, type EncodedBatch, type RowNote } from '@tovec/core';
import type { KeyedVectors } from './keyed-vectors.js';

/** The vectors of a batch of items; zeros and a note for one that is unknown. */
export function lookUp(vectors: KeyedVectors, inputs: readonly string[]): EncodedBatch {
  const { dimensions } = vectors;
  const { values } = vectors.matrix;
  const found = new Float32Array(inputs.length * dimensions);
  const notes: RowNote[] = [];
  for (const [row, item] of inputs.entries()) {
    const from = vectors.rowOf(item);
    if (from < 0) {
      notes.push({ row, kind: 'missing', message: `no vector for ${describeValue(item)}` });
    } else {
      const vector = values.subarray(from * dimensions, (from + 1) * dimensions);
      found.set(vector, row * dimensions);
    }
  }
  return { vectors: found, notes };
}

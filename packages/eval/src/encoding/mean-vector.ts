import type { Encoder } from '@tovec/core';
import type { KeyedVectors } from '@tovec/vectors';
import { meanOf } from '../statistics/geometry.js';

/**
 * What stands for an unknown word in word-embeddings-benchmarks (Jastrzębski et al. 2017): the mean
 * of all vectors. Of an encoder without a table, the mean of the words that were asked for.
 */
export function meanVector(
  encoder: Encoder<string>,
  known: Iterable<Float32Array>,
): Float64Array<ArrayBuffer> {
  const { dimensions } = encoder;
  return meanOf(isTable(encoder) ? rowsOf(encoder) : known, dimensions);
}

/** Whether an encoder is a whole table of vectors, which can be searched. */
export function isTable(encoder: Encoder<string>): encoder is KeyedVectors {
  const { analogies, matrix } = encoder as Partial<KeyedVectors>;
  return typeof analogies === 'function' && typeof matrix === 'object';
}

function* rowsOf({ matrix, size, dimensions }: KeyedVectors): Generator<Float32Array> {
  const { values } = matrix;
  for (let row = 0; row < size; row++) {
    yield values.subarray(row * dimensions, (row + 1) * dimensions);
  }
}

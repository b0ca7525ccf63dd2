import type { Tensor } from '@tensorflow/tfjs-core';
import { fillTensor } from '../arrays.js';
import type { Engine } from '../engine.js';

/**
 * Adds each row of `rows` to the row of the result that its id names: the gradient of an embedding
 * table. (`UnsortedSegmentSum`, which the WebAssembly backend does not have.)
 */
export function segmentSum(
  engine: Engine,
  rows: Tensor,
  ids: Tensor,
  shape: readonly number[],
): Tensor {
  return fillTensor(engine, [rows, ids], shape, (sums, values, places) => {
    sums.fill(0);
    const width = places!.length === 0 ? 0 : values!.length / places!.length;
    for (let row = 0; row < places!.length; row++) {
      const from = row * width;
      const to = places![row]! * width;
      for (let at = 0; at < width; at++) sums[to + at]! += values![from + at]!;
    }
  });
}

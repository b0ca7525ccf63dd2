import type { Tensor } from '@tensorflow/tfjs-core';
import { fillTensor, type Numbers } from '../arrays.js';
import type { Engine } from '../engine.js';

/**
 * The sums of the columns of `[rows, columns]`, added up in float64: what biases and the statistics
 * of channels need. (The WebAssembly backend's own sum over leading axes turns the tensor first.)
 */
export function sumColumns(engine: Engine, x: Tensor, columns: number): Tensor {
  return fillTensor(engine, [x], [columns], (sums, values) => {
    const exact = new Float64Array(columns);
    addRows(values!, exact);
    sums.set(exact);
  });
}

function addRows(values: Numbers, sums: Float64Array): void {
  const columns = sums.length;
  if (columns === 0) return;
  for (let row = 0; row < values.length; row += columns) {
    for (let column = 0; column < columns; column++) sums[column]! += values[row + column]!;
  }
}

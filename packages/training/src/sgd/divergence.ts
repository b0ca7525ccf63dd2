import { InvalidInputError } from '@tovec/core';
import type { RunState } from '../epochs/run-epochs.js';
import type { Run } from './run.js';

/**
 * Refuses a run that has left the finite numbers, as soon as that shows in its loss: none is below 0
 * unless it was computed from NaN.
 *
 * @throws InvalidInputError
 */
export function checkLosses({ settings }: Run, { losses }: RunState): void {
  if (losses.some(({ loss }) => !(loss >= 0))) throw diverged(settings.learningRate);
}

/** Refuses tables with a number that is not finite. @throws InvalidInputError */
export function checkTables({ memory, layout, settings }: Run): void {
  for (const { at: start, rows, rowBytes } of [layout.input, layout.output, layout.tree]) {
    const numbers = (rows * rowBytes) / Float32Array.BYTES_PER_ELEMENT;
    const values = new Float32Array(memory.buffer, start, numbers);
    // Zero times a finite number is 0, so the sum is 0 unless one is not finite.
    let sum = 0;
    for (let at = 0; at < numbers; at++) sum += values[at]! * 0;
    if (sum !== 0) throw diverged(settings.learningRate);
  }
}

function diverged(learningRate: number): InvalidInputError {
  return new InvalidInputError(
    `training has diverged: with a learningRate of ${learningRate} vectors grew beyond all bounds; ` +
      'lower it, or leave it out for the default',
    { argument: 'learningRate', given: learningRate },
  );
}

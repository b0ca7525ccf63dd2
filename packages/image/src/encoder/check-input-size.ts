import { InvalidInputError } from '@tovec/core';
import type { Preprocessing } from '../preprocessing/preprocessing.js';

/** Refuses a preprocessing that makes pictures of another size than the network takes. */
export function checkInputSize(
  model: string,
  [height, width]: readonly [height: number, width: number],
  argument: 'preprocess' | 'preprocessing',
  { size: given }: Preprocessing,
): void {
  if (height === given[0] && width === given[1]) return;
  throw new InvalidInputError(
    `${model} takes pictures of ${height}×${width} (height × width), but ${argument} makes them ${given.join('×')}. Give the preset that size.`,
    { argument, given },
  );
}

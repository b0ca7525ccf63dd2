import type { EmbeddedItems } from './embed-items.js';

/** The same vectors at length 1, where that is wanted; zeros stay zeros. */
export function atUnitLength(embedded: EmbeddedItems, isWanted: boolean): EmbeddedItems {
  if (!isWanted) return embedded;
  const { rows, dimensions } = embedded;
  const values = embedded.values.slice();
  for (let row = 0; row < rows; row++) {
    const own = values.subarray(row * dimensions, (row + 1) * dimensions);
    const length = Math.sqrt(own.reduce((sum, value) => sum + value * value, 0)) || 1;
    for (let at = 0; at < dimensions; at++) own[at]! /= length;
  }
  const row = (index: number) => values.subarray(index * dimensions, (index + 1) * dimensions);
  return { ...embedded, values, row };
}

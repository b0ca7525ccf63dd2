import type { Neighbor } from '@tovec/vectors';
import { table } from './table.js';

/** Items and scores, one a line. */
export function neighborTable(neighbors: readonly Neighbor[]): string {
  return table(
    neighbors.map(({ item, score }) => [item, score.toFixed(4)]),
    ['left', 'right'],
  );
}

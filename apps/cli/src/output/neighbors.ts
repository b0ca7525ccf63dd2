import type { Neighbor } from '@tovec/vectors';
import { table, visible } from './table.js';

/** Items and scores, one a line. */
export function neighborTable(neighbors: readonly Neighbor[]): string {
  return table(
    neighbors.map(({ item, score }) => [item, score.toFixed(4)]),
    ['left', 'right'],
  );
}

/** The same for several items: each on a line, with its neighbours indented below it. */
export function groupTables(
  groups: readonly { readonly item: string; readonly others: readonly Neighbor[] }[],
): string {
  return groups
    .map(({ item, others }) => {
      const lines = neighborTable(others).replace(/^/gm, '  ');
      return `${visible(item)}\n${lines}`;
    })
    .join('\n\n');
}

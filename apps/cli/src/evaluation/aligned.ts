import type { TaskResult } from '@tovec/eval';
import { type Alignment, table } from '../output/table.js';

export function hasIntervals({ bootstrap }: TaskResult): boolean {
  return bootstrap.resamples > 0;
}

export function percentInterval({ bootstrap }: TaskResult): string {
  return `${Number((100 * bootstrap.confidence).toFixed(3))} % interval`;
}

/** Rows below a header: the first column is of names, the others are of numbers. */
export function aligned(rows: readonly (readonly string[])[]): string {
  const alignments = rows[0]!.map((_, at): Alignment => (at === 0 ? 'left' : 'right'));
  return table(rows, alignments);
}

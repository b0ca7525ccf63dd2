import type { Interval } from '../statistics/interval.js';

/** What stands in one place of a table: a text, or a score with what belongs to it. */
export type Cell = string | { readonly text: string; readonly note: string };

/** One bar of a chart. */
export interface Bar {
  readonly label: string;
  readonly metric: string;
  readonly score: number | null;
  readonly interval: Interval | null;
}

/** A part of a report, apart from how it is drawn. */
export type Block =
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  | {
      readonly kind: 'table';
      readonly caption: string;
      readonly header: readonly string[];
      readonly rows: readonly (readonly Cell[])[];
    }
  | { readonly kind: 'bars'; readonly title: string; readonly bars: readonly Bar[] };

/** Whether the cells of a column are numbers, which end at the right. */
export function isNumeric(rows: readonly (readonly Cell[])[], column: number): boolean {
  return rows.every((row) => {
    const cell = row[column] ?? '';
    return typeof cell !== 'string' || /^(–|[−+]?[\d.,]+( %)?( of [\d,]+)?)$/.test(cell);
  });
}

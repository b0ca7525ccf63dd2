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

/** One side of a plot. */
export interface Axis {
  readonly label: string;
  /** `'log2'`: each doubling takes the same room. Default `'linear'`. */
  readonly scale?: 'linear' | 'log2' | undefined;
  /** Where it starts at least, and ends; default: where the values do. */
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  /** The metric that its numbers are of, which says how they are written; default: plain numbers. */
  readonly metric?: string | undefined;
}

/** A curve of a plot; `low` and `high` are its interval, drawn as a band. */
export interface Curve {
  readonly label: string;
  readonly points: readonly {
    readonly x: number;
    readonly y: number;
    readonly low?: number | undefined;
    readonly high?: number | undefined;
  }[];
}

/** Curves between two axes: ROC, precision and recall, learning curves. */
export interface CurvesBlock {
  readonly kind: 'curves';
  readonly title: string;
  readonly x: Axis;
  readonly y: Axis;
  readonly curves: readonly Curve[];
  /** As high as wide. */
  readonly isSquare?: boolean | undefined;
  /** A line from (0, 0) to (1, 1), where chance would be. */
  readonly diagonal?: boolean | undefined;
}

/** How often each label of the rows met each of the columns: a confusion matrix. */
export interface MatrixBlock {
  readonly kind: 'matrix';
  readonly title: string;
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  /** `counts[row][column]` */
  readonly counts: readonly (readonly number[])[];
  /** What the rows are, `'true label'` say. */
  readonly rowTitle: string;
  readonly columnTitle: string;
}

/** Points of a plane, each of a group. */
export interface ScatterBlock {
  readonly kind: 'scatter';
  readonly title: string;
  /** What the axes are. */
  readonly x: string;
  readonly y: string;
  readonly groups: readonly string[];
  readonly points: readonly { readonly x: number; readonly y: number; readonly group: number }[];
}

/** What is drawn in HTML, and left out of Markdown or told as a table. */
type PlotBlock = CurvesBlock | MatrixBlock | ScatterBlock;

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
  | { readonly kind: 'bars'; readonly title: string; readonly bars: readonly Bar[] }
  | PlotBlock;

/** Whether the cells of a column are numbers, which end at the right. */
export function isNumeric(rows: readonly (readonly Cell[])[], column: number): boolean {
  return rows.every((row) => {
    const cell = row[column] ?? '';
    return typeof cell !== 'string' || /^(–|([≤≥] )?[−+]?[\d.,]+( %)?( of [\d,]+)?)$/.test(cell);
  });
}

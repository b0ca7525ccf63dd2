import { describeTarget, isMet, targets } from './targets.js';

/** One comparison, as data. */
export interface Row {
  /** Where its target stands in targets.ts, if it has one. */
  readonly id: string;
  readonly measure: string;
  readonly tovec: Quantity;
  /** What it is compared with; nothing for a target that stands alone. */
  readonly peer?: ({ readonly name: string } & Quantity) | undefined;
  /** What the target is about: times faster, points better, or tovec's number itself. */
  readonly result?: Quantity | undefined;
  /** tovec beside the peer, where the target is not about that. */
  readonly ratio?: Quantity | undefined;
}

/** A number of the unit that its text names; medians where there are several runs. */
export interface Quantity {
  readonly value: number;
  readonly text: string;
}

/** The rows of one benchmark, whose ids then differ from those of others. */
export function prefixed(benchmark: string, rows: readonly Row[]): Row[] {
  return rows.map((row) => ({ ...row, id: `${benchmark}/${row.id}` }));
}

/** A row with its verdict. */
export interface JudgedRow extends Row {
  readonly target?: string | undefined;
  readonly met?: boolean | undefined;
}

/** Holds a row against its target. */
export function judge(row: Row): JudgedRow {
  const target = targets[row.id];
  if (!target) return row;
  const described = describeTarget(target);
  if (row.result === undefined) return { ...row, target: described };
  return { ...row, target: described, met: isMet(target, row.result.value) };
}

/** The rows as an aligned table. */
export function tableOf(rows: readonly JudgedRow[]): string {
  const header = ['measure', 'tovec', 'peer', '', 'ratio', 'target', ''];
  const body = rows.map((row) => [
    row.measure,
    row.tovec.text,
    row.peer?.name ?? '',
    row.peer?.text ?? '',
    row.ratio?.text ?? (row.result?.text === row.tovec.text ? '' : (row.result?.text ?? '')),
    row.target ?? '',
    row.met === undefined ? '' : row.met ? 'met' : 'MISSED',
  ]);
  const alignRight = [false, true, false, true, true, true, false];
  return alignColumns([header, ...body], alignRight);
}

/** Cells in columns, two blanks between them, a line under the first row. */
function alignColumns(
  rows: readonly (readonly string[])[],
  alignRight: readonly boolean[],
): string {
  const widths = alignRight.map((_, column) =>
    Math.max(0, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const lines = rows.map((row) =>
    widths
      .map((width, column) => {
        const cell = row[column] ?? '';
        return alignRight[column] ? cell.padStart(width) : cell.padEnd(width);
      })
      .join('  ')
      .trimEnd(),
  );
  const rule = widths.map((width) => '─'.repeat(width)).join('──');
  return [lines[0] ?? '', rule, ...lines.slice(1)].join('\n');
}

import { medianOf } from '../statistics.js';
import { quantity } from './quantities.js';
import type { RunRecord } from './result-file.js';
import type { Quantity, Row } from './rows.js';

/** What tovec is called in runs and rows. */
export const ours = 'tovec';

/** The runs of one measure, whose records are of one kind. */
export function runsOf<Run extends RunRecord>(all: readonly RunRecord[], measure: string): Run[] {
  return all.filter((run): run is Run => run.measure === measure);
}

/** The names of all but tovec, in the order they came. */
export function peersOf(runs: readonly RunRecord[]): string[] {
  const names = new Set(runs.map(({ contestant }) => contestant));
  names.delete(ours);
  return [...names];
}

/** The runs of one program, with so many threads where that is said. */
export function select<Run extends RunRecord>(
  runs: readonly Run[],
  name: string,
  threads?: number,
): Run[] {
  return runs.filter(
    (run) => run.contestant === name && (threads === undefined || run.threads === threads),
  );
}

/** One quantity of tovec's runs beside that of a peer's, as medians; no row where tovec has none. */
export function compareMedians<Run>(
  row: Pick<Row, 'id' | 'measure'>,
  runs: {
    readonly tovec: readonly Run[];
    readonly peer: readonly Run[];
    readonly name: string | undefined;
  },
  value: (run: Run) => number | undefined,
  format: (value: number) => string,
  resultOf: (tovec: Quantity, peer: Quantity) => Quantity,
): Row[] {
  const tovec = quantity(medianOf(runs.tovec, value), format);
  const peer = quantity(medianOf(runs.peer, value), format);
  if (!tovec) return [];
  if (!peer || runs.name === undefined) return [{ ...row, tovec }];
  return [{ ...row, tovec, peer: { name: runs.name, ...peer }, result: resultOf(tovec, peer) }];
}

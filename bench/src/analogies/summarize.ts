import { compareMedians, ours, runsOf, select } from '../report/compare.js';
import { formatSeconds } from '../report/format.js';
import { times } from '../report/quantities.js';
import type { RunRecord } from '../report/result-file.js';
import { prefixed, type Row } from '../report/rows.js';
import { type AnalogiesRun, measures } from './runs.js';

/** The comparisons that some runs allow; what counts is tovec's own time. */
export function summarizeAnalogies(all: readonly RunRecord[]): Row[] {
  const rows = Object.entries(measures).flatMap(([measure, { dimensions, method }]): Row[] => {
    const runs = runsOf<AnalogiesRun>(all, measure);
    const name = 'gensim';
    return compareMedians(
      { id: measure, measure: `${method}, ${dimensions} dimensions` },
      { tovec: select(runs, ours), peer: select(runs, name), name },
      ({ seconds }) => seconds,
      formatSeconds,
      (tovec, peer) => times(peer, tovec),
    ).map(({ result, ...row }) => ({ ...row, ratio: result, result: row.tovec }));
  });
  return prefixed('analogies', rows);
}

import { compareMedians, ours, runsOf, select } from '../report/compare.js';
import { formatSeconds } from '../report/format.js';
import { times } from '../report/quantities.js';
import type { RunRecord } from '../report/result-file.js';
import { prefixed, type Row } from '../report/rows.js';
import { type Measure, measures, type ProbeRun } from './runs.js';

const titles: Readonly<Record<Measure, string>> = {
  logistic: 'logistic regression',
  'one-vs-rest': 'one-vs-rest',
  'k-means': 'k-means',
};

/** The comparisons that some runs allow; what counts is tovec's own time. */
export function summarizeProbe(all: readonly RunRecord[]): Row[] {
  const rows = (Object.keys(measures) as Measure[]).flatMap((measure): Row[] => {
    const { rows: count, dimensions, classes } = measures[measure];
    const runs = runsOf<ProbeRun>(all, measure);
    const name = 'scikit-learn';
    const both = { tovec: select(runs, ours), peer: select(runs, name), name };
    const size = `${count} × ${dimensions} × ${classes}`;
    const seconds = compareMedians(
      { id: measure, measure: `${titles[measure]}, ${size}` },
      both,
      (run) => run.seconds,
      formatSeconds,
      (tovec, peer) => times(peer, tovec),
    ).map(({ result, ...row }) => ({ ...row, ratio: result, result: row.tovec }));
    const what = measure === 'k-means' ? 'squares within clusters' : 'mean loss';
    const loss = compareMedians(
      { id: `${measure}/loss`, measure: `… ${what}` },
      both,
      (run) => run.loss,
      (value) => value.toPrecision(6),
      (tovec, peer) => times(tovec, peer),
    ).map(({ result, ...row }) => ({ ...row, ratio: result }));
    return [...seconds, ...loss];
  });
  return prefixed('probe', rows);
}

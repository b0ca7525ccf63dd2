import { compareMedians, ours, peersOf, select } from '../report/compare.js';
import { formatPoints, formatRate, formatSeconds } from '../report/format.js';
import { quantity, times } from '../report/quantities.js';
import type { RunRecord } from '../report/result-file.js';
import { prefixed, type Row } from '../report/rows.js';
import { meanInterval, medianOf } from '../statistics.js';
import type { Doc2VecQualityRun, Doc2VecSpeedRun } from './runs.js';
import { architectures, speed } from './settings.js';

const peer = 'gensim';
const sets = {
  lee: 'Lee documents, Pearson × 100',
  polarity: 'review polarity, probe accuracy, %',
} as const;

/** The comparisons that some runs allow; quality is that of `all`, since load does not change it. */
export function summarizeDoc2Vec(runs: readonly RunRecord[], all = runs): Row[] {
  return prefixed('doc2vec', [
    ...architectures.flatMap((what) =>
      speedRows(runsOf<Doc2VecSpeedRun>(runs, 'speed', what), what),
    ),
    ...Object.entries(sets).flatMap(([set, label]) =>
      architectures.flatMap((architecture) => {
        const what = `${set}/${architecture}`;
        const measure = `${label}, ${architecture === 'dbow' ? 'PV-DBOW' : 'PV-DM'}`;
        return [
          ...pointsRow(runsOf<Doc2VecQualityRun>(all, 'quality', what), what, measure),
          ...inferRows(runsOf<Doc2VecQualityRun>(runs, 'quality', what), what),
        ];
      }),
    ),
  ]);
}

function runsOf<Run extends RunRecord>(all: readonly RunRecord[], measure: string, what: string) {
  return all.filter((run): run is Run => run.measure === measure && run.what === what);
}

function speedRows(runs: readonly Doc2VecSpeedRun[], what: (typeof architectures)[number]): Row[] {
  const { label } = speed[what];
  const rate = ({ tokensPerSecond }: Doc2VecSpeedRun) => tokensPerSecond;
  const format = (value: number) => formatRate(value, 'words/s');
  const [tovec, name] = [select(runs, ours, 1), peersOf(runs)[0]];
  const theirs = name === undefined ? [] : select(runs, name);
  const rows = compareMedians(
    { id: what, measure: label },
    { tovec, peer: theirs, name },
    rate,
    format,
    times,
  );
  const [two, one] = [select(runs, ours, 2), quantity(medianOf(tovec, rate), format)];
  const both = quantity(medianOf(two, rate), format);
  if (!one || !both) return rows;
  const row = { id: `${what}/two-workers`, measure: `${label}, two workers`, tovec: both };
  return [...rows, { ...row, peer: { name: 'tovec, one', ...one }, result: times(both, one) }];
}

/** The mean over the seeds; the result is the upper end of the interval of the difference. */
function pointsRow(runs: readonly Doc2VecQualityRun[], id: string, measure: string): Row[] {
  const pointsOf = (name: string) => select(runs, name).map(({ points }) => points);
  const [own, other] = [pointsOf(ours), pointsOf(peer)];
  const meanOf = (values: readonly number[]) => quantity(meanInterval(values)?.mean, formatPoints);
  const [tovec, theirs] = [meanOf(own), meanOf(other)];
  if (!tovec) return [];
  const pairs = Math.min(own.length, other.length);
  const interval = meanInterval(own.slice(0, pairs).map((points, at) => points - other[at]!));
  if (!theirs || !interval) return [{ id, measure, tovec }];
  const { mean, halfWidth } = interval;
  const most = mean + halfWidth;
  return [
    {
      ...{ id, measure, tovec, peer: { name: peer, ...theirs } },
      ratio: { value: mean, text: `${formatPoints(mean, true)} ± ${formatPoints(halfWidth)}` },
      result: { value: most, text: formatPoints(most, true) },
    },
  ];
}

function inferRows(runs: readonly Doc2VecQualityRun[], what: string): Row[] {
  return compareMedians(
    { id: `${what}/infer`, measure: '… inferred in' },
    { tovec: select(runs, ours), peer: select(runs, peer), name: peer },
    ({ inferSeconds }) => inferSeconds,
    formatSeconds,
    (tovec, theirs) => times(theirs, tovec),
  );
}

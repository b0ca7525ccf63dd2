import { compareMedians, ours, runsOf, select } from '../report/compare.js';
import { formatMegabytes, formatPoints, formatSeconds } from '../report/format.js';
import { pointsBetter, quantity, times } from '../report/quantities.js';
import type { RunRecord } from '../report/result-file.js';
import { prefixed, type Row } from '../report/rows.js';
import { meanInterval, medianOf } from '../statistics.js';
import type { QualityRun } from '../training/runs.js';
import { memoryRows, qualityRows, speedRows } from '../training/summarize.js';
import type { LoadBinRun } from './load.js';
import { quality, rare, speed, supervised } from './settings.js';
import type { SupervisedRun } from './supervised.js';

const peer = 'fastText';

/** The comparisons that some runs allow; accuracy is that of `all`, since load does not change it. */
export function summarizeFastText(runs: readonly RunRecord[], all = runs): Row[] {
  return prefixed('fasttext', [
    ...Object.values(speed).flatMap((plan) => speedRows(runs, plan)),
    ...memoryRows(runs, speed['skip-gram']),
    ...qualityRows(runs, quality),
    ...rareRows(runs),
    ...supervised.cases.flatMap((one) => supervisedRows(runs, all, one)),
    ...loadRows(runs),
  ]);
}

/** All sets of word pairs together, each by how many pairs it has: single ones are small. */
function rareRows(all: readonly RunRecord[]): Row[] {
  const runs = runsOf<QualityRun>(all, rare.measure);
  return [
    ...compareMedians(
      { id: 'rare', measure: 'words it was not told of, Spearman × 100' },
      { tovec: select(runs, ours), peer: select(runs, peer), name: peer },
      meanOfPairs,
      formatPoints,
      pointsBetter,
    ),
    ...qualityRows(all, rare),
  ];
}

function meanOfPairs({ scores }: QualityRun): number | undefined {
  const sets = Object.values(scores).map(({ points, details }) => ({
    points,
    pairs: Number(details?.pairs),
  }));
  const pairs = sets.reduce((sum, set) => sum + set.pairs, 0);
  const points = sets.reduce((sum, set) => sum + set.points * set.pairs, 0);
  return pairs > 0 ? points / pairs : undefined;
}

function supervisedRows(
  runs: readonly RunRecord[],
  all: readonly RunRecord[],
  { id, label }: { readonly id: string; readonly label: string },
): Row[] {
  const of = (those: readonly RunRecord[]) => {
    const found = runsOf<SupervisedRun>(those, 'supervised').filter(({ what }) => what === id);
    return { tovec: select(found, ours), peer: select(found, peer), name: peer };
  };
  const compared = of(runs);
  const row = { id: `supervised/${id}`, measure: `${label}, training` };
  const seconds = compareMedians(
    row,
    compared,
    ({ trainSeconds }) => trainSeconds,
    formatSeconds,
    (tovec, theirs) => times(theirs, tovec),
  );
  const whole = compareMedians(
    { id: `${row.id}/process`, measure: '… the whole process' },
    compared,
    ({ wallSeconds }) => wallSeconds,
    formatSeconds,
    (tovec, theirs) => times(theirs, tovec),
  );
  return [...seconds, ...whole, ...accuracyRow(`${row.id}/accuracy`, of(all))];
}

/**
 * The mean accuracy over all splits. tovec is worse only where the interval of the difference, on the
 * same splits, ends below nought.
 */
function accuracyRow(
  id: string,
  runs: { readonly tovec: readonly SupervisedRun[]; readonly peer: readonly SupervisedRun[] },
): Row[] {
  const theirs = new Map(runs.peer.map(({ round, accuracy }) => [round, accuracy]));
  const paired = runs.tovec.filter(({ round }) => theirs.has(round));
  const meanOf = (values: readonly number[]) => quantity(meanInterval(values)?.mean, formatPoints);
  const tovec = meanOf(runs.tovec.map(({ accuracy }) => accuracy));
  if (!tovec) return [];
  const row = { id, measure: '… accuracy, %', tovec };
  const other = meanOf([...theirs.values()]);
  const interval = meanInterval(paired.map(({ round, accuracy }) => accuracy - theirs.get(round)!));
  if (!other || !interval) return [row];
  const { mean, halfWidth } = interval;
  const most = mean + halfWidth;
  return [
    {
      ...{ ...row, peer: { name: peer, ...other } },
      ratio: { value: mean, text: `${formatPoints(mean, true)} ± ${formatPoints(halfWidth)}` },
      result: { value: most, text: formatPoints(most, true) },
    },
  ];
}

function loadRows(all: readonly RunRecord[]): Row[] {
  const runs = runsOf<LoadBinRun>(all, 'load');
  const secondsBeside = (id: string, measure: string, name: string): Row[] =>
    compareMedians(
      { id, measure },
      { tovec: select(runs, ours), peer: select(runs, name), name },
      ({ seconds }) => seconds,
      formatSeconds,
      (tovec, theirs) => times(theirs, tovec),
    );
  const peak = quantity(
    medianOf(select(runs, ours), ({ peakMemoryBytes }) => peakMemoryBytes),
    formatMegabytes,
  );
  const file = quantity(runs[0]?.bytes, formatMegabytes);
  if (!peak || !file) return [];
  const megabytes = (peak.value - file.value) / 1e6;
  return [
    ...secondsBeside('load', 'load a .bin', 'Node'),
    ...secondsBeside('load/fastText', 'load a .bin', peer),
    {
      ...{ id: 'load/memory', measure: '… memory beyond one copy', tovec: peak },
      peer: { name: 'the file', ...file },
      result: { value: megabytes, text: `${megabytes.toFixed(0)} MB` },
    },
  ];
}

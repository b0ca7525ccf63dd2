import { compareMedians, ours, peersOf, runsOf, select } from '../report/compare.js';
import { formatMegabytes, formatSeconds } from '../report/format.js';
import { quantity, times } from '../report/quantities.js';
import type { RunRecord } from '../report/result-file.js';
import { prefixed, type Quantity, type Row } from '../report/rows.js';
import { medianOf } from '../statistics.js';
import { qualityRows } from '../training/summarize.js';
import type { CooccurrenceRun, GloveSpeedRun } from './runs.js';
import { quality } from './settings.js';

/** The comparisons that some runs allow. */
export function summarizeGlove(runs: readonly RunRecord[]): Row[] {
  return prefixed('glove', [...countRows(runs), ...trainRows(runs), ...qualityRows(runs, quality)]);
}

/** Less is better, and the result is still how many times so. */
const timesLess = (tovec: Quantity, peer: Quantity) => times(peer, tovec);

function countRows(all: readonly RunRecord[]): Row[] {
  const runs = runsOf<CooccurrenceRun>(all, 'count');
  const name = peersOf(runs)[0];
  const compared = { tovec: select(runs, ours), peer: select(runs, name ?? ''), name };
  const seconds = (id: string, measure: string, value: (run: CooccurrenceRun) => number): Row[] =>
    compareMedians({ id, measure }, compared, value, formatSeconds, timesLess);
  return [
    ...seconds('count', 'co-occurrences and shuffling', countedSeconds),
    ...seconds(
      'count/with-vocabulary',
      '… and the vocabulary',
      (run) => run.seconds.vocabulary + countedSeconds(run),
    ),
    ...compareMedians(
      { id: 'count/memory', measure: '… peak memory' },
      compared,
      ({ peakMemoryBytes }) => peakMemoryBytes,
      formatMegabytes,
      timesLess,
    ),
  ];
}

function countedSeconds({ seconds }: CooccurrenceRun): number {
  return seconds.cooccurrences + seconds.shuffle;
}

function trainRows(all: readonly RunRecord[]): Row[] {
  const runs = runsOf<GloveSpeedRun>(all, 'train');
  const name = peersOf(runs)[0];
  const compared = { tovec: select(runs, ours, 1), peer: select(runs, name ?? '', 1), name };
  const epochSeconds = ({ trainSeconds, epochs }: GloveSpeedRun) => trainSeconds / epochs;
  const two = quantity(medianOf(select(runs, ours, 2), epochSeconds), formatSeconds);
  const one = quantity(medianOf(compared.tovec, epochSeconds), formatSeconds);
  return [
    ...compareMedians(
      { id: 'train', measure: 'one epoch, 100 dimensions' },
      compared,
      epochSeconds,
      formatSeconds,
      timesLess,
    ),
    ...compareMedians(
      { id: 'train/non-zero', measure: '… one non-zero' },
      compared,
      (run) => epochSeconds(run) / run.nonZeros,
      formatNanoseconds,
      timesLess,
    ),
    ...compareMedians(
      { id: 'train/memory', measure: '… peak memory' },
      compared,
      ({ peakMemoryBytes }) => peakMemoryBytes,
      formatMegabytes,
      timesLess,
    ),
    ...(one && two
      ? [
          {
            ...{ id: 'train/two-workers', measure: 'one epoch, two workers', tovec: two },
            peer: { name: 'tovec, one', ...one },
            result: timesLess(two, one),
          },
        ]
      : []),
  ];
}

/** `1298 ns`. */
function formatNanoseconds(seconds: number): string {
  return `${(seconds * 1e9).toFixed(0)} ns`;
}

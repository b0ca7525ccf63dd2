import {
  formatMegabytes,
  formatPoints,
  formatRate,
  formatSeconds,
  formatTimes,
} from '../report/format.js';
import type { Quantity, Row } from '../report/rows.js';
import { medianOf } from '../statistics.js';
import type { CountRun, QualityRun, SpeedRun, Word2VecRun } from './runs.js';
import { quality, type SpeedMeasure, speedSettings } from './settings.js';

const ours = 'tovec';

const workers = [
  { threads: 1, id: 'one-worker', label: 'one worker' },
  { threads: 2, id: 'two-workers', label: 'two workers' },
] as const;

/** The comparisons that some runs allow. */
export function summarizeWord2Vec(runs: readonly Word2VecRun[]): Row[] {
  return [
    ...speedRows(runs, 'skip-gram', 'skip-gram, 100 dimensions'),
    ...speedRows(runs, 'cbow', 'CBOW, 100 dimensions'),
    ...speedRows(runs, 'skip-gram-300', 'skip-gram, 300 dimensions'),
    ...memoryRows(runs),
    ...countRows(runs),
    ...qualityRows(runs),
  ];
}

function speedRows(all: readonly Word2VecRun[], measure: SpeedMeasure, label: string): Row[] {
  const runs = all.filter((run): run is SpeedRun => run.measure === measure);
  const rateOf = (name: string, threads: number) =>
    quantity(
      medianOf(select(runs, name, threads), ({ tokensPerSecond }) => tokensPerSecond),
      (perSecond) => formatRate(perSecond, 'tokens/s'),
    );
  const one = rateOf(ours, 1);
  if (!one) return [];
  const compare = (id: string, of: string, tovec: Quantity, name: string, theirs?: Quantity) =>
    theirs
      ? [{ id, measure: of, tovec, peer: { name, ...theirs }, result: times(tovec, theirs) }]
      : [];
  const rows: Row[] = peersOf(runs).flatMap((name) =>
    compare(`${measure}/${name}`, label, one, name, rateOf(name, 1)),
  );
  if (rows.length === 0) rows.push({ id: measure, measure: label, tovec: one });
  const two = rateOf(ours, 2);
  if (!two) return rows;
  const id = `${measure}/two-workers`;
  return [...rows, ...compare(id, `${label}, two workers`, two, 'tovec, one', one)];
}

/** Bytes of the two tables that training cannot do without. */
function tableBytes({ vocabulary, measure }: SpeedRun): number {
  return 2 * 4 * vocabulary * speedSettings[measure].dimensions;
}

function memoryRows(all: readonly Word2VecRun[]): Row[] {
  const runs = all.filter((run): run is SpeedRun => run.measure === 'skip-gram');
  const peakOf = (name: string, threads: number) =>
    quantity(
      medianOf(select(runs, name, threads), ({ peakMemoryBytes }) => peakMemoryBytes),
      formatMegabytes,
    );
  const tables = quantity(medianOf(select(runs, ours, 1), tableBytes), formatMegabytes);
  const one = peakOf(ours, 1);
  if (!tables || !one) return [];
  const beyond = workers.flatMap(({ threads, id, label }): Row[] => {
    const peak = peakOf(ours, threads);
    if (!peak) return [];
    const megabytes = (peak.value - tables.value) / 1e6;
    return [
      {
        ...{ id: `memory/${id}`, measure: `memory beyond the tables, ${label}`, tovec: peak },
        peer: { name: 'tables alone', ...tables },
        result: { value: megabytes, text: `${megabytes.toFixed(0)} MB` },
      },
    ];
  });
  const compared = peersOf(runs).flatMap((name): Row[] => {
    const theirs = peakOf(name, 1);
    if (!theirs) return [];
    const peer = { name, ...theirs };
    return [
      {
        id: `memory/${name}`,
        measure: 'peak memory',
        tovec: one,
        peer,
        result: times(theirs, one),
      },
    ];
  });
  return [...beyond, ...compared];
}

function countRows(all: readonly Word2VecRun[]): Row[] {
  const runs = all.filter((run): run is CountRun => run.measure === 'count');
  const secondsOf = (name: string, threads: number) =>
    quantity(
      medianOf(select(runs, name, threads), ({ seconds }) => seconds),
      formatSeconds,
    );
  const name = peersOf(runs)[0];
  const theirs = name === undefined ? undefined : secondsOf(name, 1);
  return workers.flatMap(({ threads, id, label }): Row[] => {
    const seconds = secondsOf(ours, threads);
    if (!seconds) return [];
    const row = { id: `count/${id}`, measure: `read and count, ${label}`, tovec: seconds };
    if (name === undefined || !theirs) return [row];
    // Seconds, so the other way round: still how many times faster.
    return [{ ...row, peer: { name, ...theirs }, result: times(theirs, seconds) }];
  });
}

const taskLabels: Readonly<Record<string, string>> = {
  analogies: 'analogy accuracy, %',
  'EN-WS-353-ALL': 'WordSim-353, Spearman × 100',
  'EN-SIMLEX-999': 'SimLex-999, Spearman × 100',
  'EN-RG-65': 'RG-65, Spearman × 100',
};

function qualityRows(all: readonly Word2VecRun[]): Row[] {
  const runs = all.filter((run): run is QualityRun => run.measure === 'quality');
  const name = peersOf(runs)[0] ?? '';
  const [mine, theirs] = [ours, name].map((who) => select(runs, who, quality.threads)) as [
    QualityRun[],
    QualityRun[],
  ];
  const compare = (
    row: { id: string; measure: string },
    value: (run: QualityRun) => number | undefined,
    format: (value: number) => string,
    resultOf: (tovec: Quantity, peer: Quantity) => Quantity,
  ): Row[] => {
    const tovec = quantity(medianOf(mine, value), format);
    const other = quantity(medianOf(theirs, value), format);
    if (!tovec) return [];
    if (!other) return [{ ...row, tovec }];
    return [{ ...row, tovec, peer: { name, ...other }, result: resultOf(tovec, other) }];
  };
  const { epochs } = quality.settings;
  return [
    ...compare(
      { id: 'quality/seconds', measure: `${epochs} epochs, ${quality.threads} threads` },
      ({ trainSeconds }) => trainSeconds,
      formatSeconds,
      (tovec, peer) => times(peer, tovec),
    ),
    ...Object.keys(mine[0]?.scores ?? {}).flatMap((task) =>
      compare(
        { id: `quality/${task}`, measure: taskLabels[task] ?? task },
        (run) => run.scores[task]?.points,
        formatPoints,
        (tovec, peer) => {
          const value = tovec.value - peer.value;
          return { value, text: formatPoints(value, true) };
        },
      ),
    ),
  ];
}

/** The names of all but tovec, in the order they came. */
function peersOf(runs: readonly Word2VecRun[]): string[] {
  const names = new Set(runs.map(({ contestant }) => contestant));
  names.delete(ours);
  return [...names];
}

function select<Run extends Word2VecRun>(runs: readonly Run[], name: string, threads: number) {
  return runs.filter((run) => run.contestant === name && run.threads === threads);
}

function quantity(
  value: number | undefined,
  format: (value: number) => string,
): Quantity | undefined {
  return value === undefined ? undefined : { value, text: format(value) };
}

function times(more: Quantity, less: Quantity): Quantity {
  const value = more.value / less.value;
  return { value, text: formatTimes(value) };
}

import { compareMedians, ours, peersOf, runsOf, select } from '../report/compare.js';
import { formatMegabytes, formatPoints, formatRate, formatSeconds } from '../report/format.js';
import { pointsBetter, quantity, times } from '../report/quantities.js';
import type { RunRecord } from '../report/result-file.js';
import type { Quantity, Row } from '../report/rows.js';
import { medianOf } from '../statistics.js';
import type { QualityPlan, SpeedPlan } from './plan.js';
import type { CountRun, QualityRun, SpeedRun } from './runs.js';

const workers = [
  { threads: 1, id: 'one-worker', label: 'one worker' },
  { threads: 2, id: 'two-workers', label: 'two workers' },
] as const;

/** tovec's rate beside everybody's, and beside its own with two workers. */
export function speedRows(all: readonly RunRecord[], { measure, label }: SpeedPlan): Row[] {
  const runs = runsOf<SpeedRun>(all, measure);
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

/** Memory beyond the two tables that training cannot do without, and beside everybody's. */
export function memoryRows(all: readonly RunRecord[], { measure, settings }: SpeedPlan): Row[] {
  const runs = runsOf<SpeedRun>(all, measure);
  const peakOf = (name: string, threads: number) =>
    quantity(
      medianOf(select(runs, name, threads), ({ peakMemoryBytes }) => peakMemoryBytes),
      formatMegabytes,
    );
  const { dimensions, subwords } = settings;
  const tableBytes = ({ vocabulary }: SpeedRun) =>
    4 * (2 * vocabulary + (subwords?.bucket ?? 0)) * dimensions;
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
    const row = { id: `memory/${name}`, measure: 'peak memory', tovec: one };
    return [{ ...row, peer: { name, ...theirs }, result: times(theirs, one) }];
  });
  return [...beyond, ...compared];
}

/** How fast the corpus is read and counted. */
export function countRows(all: readonly RunRecord[]): Row[] {
  const runs = runsOf<CountRun>(all, 'count');
  const name = peersOf(runs)[0];
  return workers.flatMap(({ threads, id, label }) =>
    compareMedians(
      { id: `count/${id}`, measure: `read and count, ${label}` },
      { tovec: select(runs, ours, threads), peer: name ? select(runs, name, 1) : [], name },
      ({ seconds }) => seconds,
      formatSeconds,
      // Seconds, so the other way round: still how many times faster.
      (tovec, peer) => times(peer, tovec),
    ),
  );
}

const taskLabels: Readonly<Record<string, string>> = {
  analogies: 'analogy accuracy, %',
  'EN-WS-353-ALL': 'WordSim-353, Spearman × 100',
  'EN-SIMLEX-999': 'SimLex-999, Spearman × 100',
  'EN-RG-65': 'RG-65, Spearman × 100',
};

/** How long whole trainings took, and what their vectors are worth at each task. */
export function qualityRows(
  all: readonly RunRecord[],
  {
    measure,
    label,
    threads,
    settings,
  }: Pick<QualityPlan, 'measure' | 'label' | 'threads'> & {
    readonly settings: { readonly epochs: number };
  },
): Row[] {
  const runs = runsOf<QualityRun>(all, measure);
  const name = peersOf(runs)[0];
  const compared = {
    ...{ tovec: select(runs, ours, threads), name },
    peer: name === undefined ? [] : select(runs, name, threads),
  };
  const { epochs } = settings;
  const called = (text: string) => (label === undefined ? text : `${text}, ${label}`);
  return [
    ...compareMedians(
      { id: `${measure}/seconds`, measure: called(`${epochs} epochs, ${threads} threads`) },
      compared,
      ({ trainSeconds }) => trainSeconds,
      formatSeconds,
      (tovec, peer) => times(peer, tovec),
    ),
    ...Object.keys(compared.tovec[0]?.scores ?? {}).flatMap((task) =>
      compareMedians(
        { id: `${measure}/${task}`, measure: called(taskLabels[task] ?? task) },
        compared,
        (run) => run.scores[task]?.points,
        formatPoints,
        pointsBetter,
      ),
    ),
  ];
}

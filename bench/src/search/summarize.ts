import { formatRate, formatSeconds, formatTimes } from '../report/format.js';
import type { Row } from '../report/rows.js';
import { medianOf } from '../statistics.js';
import type { SearchBenchmarkRun, SearchRun } from './runs.js';
import { type ImportRun, imports, type LoadRun } from './runs.js';

/** The comparisons that some runs allow. */
export function summarizeSearch(runs: readonly SearchBenchmarkRun[]): Row[] {
  return [...searchRows(runs), ...loadRows(runs), ...importRows(runs)];
}

function searchRows(all: readonly SearchBenchmarkRun[]): Row[] {
  const runs = all.filter((run): run is SearchRun => run.measure === 'search');
  const of = (name: string, value: (run: SearchRun) => number | undefined) =>
    medianOf(
      runs.filter(({ contestant }) => contestant === name),
      value,
    );
  const single = of('tovec', ({ singleSeconds }) => singleSeconds);
  const perSecond = ({ queries, blockSeconds }: SearchRun) => queries / blockSeconds;
  const block = of('tovec', perSecond);
  if (single === undefined || block === undefined) return [];

  const against = (
    id: string,
    measure: string,
    value: (run: SearchRun) => number | undefined,
  ): Row => {
    const theirs = of('numpy', value);
    const row = { id, measure, tovec: seconds(single) };
    if (theirs === undefined) return row;
    const ratio = theirs / single;
    const peer = { name: 'numpy', ...seconds(theirs) };
    return { ...row, peer, result: { value: ratio, text: formatTimes(ratio) } };
  };
  const theirBlock = of('numpy', perSecond);
  const same = of('numpy', ({ sameAsTovec }) => sameAsTovec);
  const rows: Row[] = [
    against('search/single', 'one query, top 10', ({ singleSeconds }) => singleSeconds),
    against('search/matvec', '… its product alone', ({ matvecSeconds }) => matvecSeconds),
    {
      ...{ id: 'search/block', measure: 'queries in a block of 64', tovec: queries(block) },
      ...(theirBlock !== undefined && {
        peer: { name: 'numpy', ...queries(theirBlock) },
        ratio: { value: block / theirBlock, text: formatTimes(block / theirBlock) },
      }),
      result: queries(block),
    },
  ];
  if (same !== undefined) {
    const tovec = { value: same, text: `${same} of 64` };
    rows.push({ id: 'search/same', measure: '… the same rows as numpy', tovec });
  }
  return rows;
}

function loadRows(all: readonly SearchBenchmarkRun[]): Row[] {
  const runs = all.filter((run): run is LoadRun => run.measure === 'load');
  return (['vectors', 'model'] as const).flatMap((what): Row[] => {
    const mine = runs.filter((run) => run.what === what);
    const loaded = medianOf(mine, (run) => run.seconds);
    const found = medianOf(mine, (run) => run.firstLookUpSeconds);
    if (loaded === undefined || found === undefined) return [];
    const measure = what === 'vectors' ? 'load the vectors' : 'load the whole model';
    const tovec = seconds(loaded);
    return [
      { id: `load/${what}`, measure, tovec, result: tovec },
      { id: `load/${what}/look-up`, measure: '… and look a word up', tovec: seconds(found) },
    ];
  });
}

function importRows(all: readonly SearchBenchmarkRun[]): Row[] {
  const runs = all.filter((run): run is ImportRun => run.measure === 'import');
  const of = (what: string) =>
    medianOf(
      runs.filter((run) => run.what === what),
      ({ wallSeconds }) => wallSeconds,
    );
  const [nothing, ...packages] = imports;
  const node = of(nothing);
  return packages.flatMap((name): Row[] => {
    const whole = of(name);
    if (node === undefined || whole === undefined) return [];
    const value = (whole - node) * 1000;
    return [
      {
        ...{ id: `import/${name.split('/').at(-1)}`, measure: `import '${name}'` },
        ...{ tovec: seconds(whole), peer: { name: 'Node alone', ...seconds(node) } },
        result: { value, text: `${value.toFixed(1)} ms` },
      },
    ];
  });
}

function seconds(value: number) {
  return { value, text: formatSeconds(value) };
}

function queries(value: number) {
  return { value, text: formatRate(value, 'queries/s') };
}

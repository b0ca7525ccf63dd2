import { compareMedians, ours, peersOf, runsOf, select } from '../report/compare.js';
import { formatMegabytes, formatPoints, formatRate, formatSeconds } from '../report/format.js';
import { pointsBetter, quantity, times } from '../report/quantities.js';
import type { RunRecord } from '../report/result-file.js';
import { prefixed, type Quantity, type Row } from '../report/rows.js';
import { medianOf } from '../statistics.js';
import type { QualityRun, ScaleRun, TrainRun, WalkRun } from './runs.js';
import { training } from './settings.js';

/** The comparisons that some runs allow. */
export function summarizeNode2Vec(runs: readonly RunRecord[]): Row[] {
  return prefixed('node2vec', [
    ...trainRows(runs),
    ...walkRows(runs),
    ...qualityRows(runs),
    ...scaleRows(runs),
  ]);
}

/** Less is better, and the result is still how many times so. */
const timesLess = (tovec: Quantity, peer: Quantity) => times(peer, tovec);

const percent = (share: number | null | undefined) =>
  share === null || share === undefined ? undefined : 100 * share;

function trainRows(all: readonly RunRecord[]): Row[] {
  const runs = runsOf<TrainRun>(all, 'train');
  const tovec = select(runs, ours);
  const names = peersOf(runs);
  const beside = (name: string | undefined) => ({
    ...{ tovec, peer: select(runs, name ?? ''), name },
  });
  const everybody = names.length > 0 ? names : [undefined];
  return [
    ...everybody.flatMap((name) => [
      ...compareMedians(
        { id: `train/${name}`, measure: 'BlogCatalog, file to vectors' },
        beside(name),
        ({ wallSeconds }) => wallSeconds,
        formatSeconds,
        timesLess,
      ),
      ...compareMedians(
        { id: `train/${name}/memory`, measure: '… peak memory' },
        beside(name),
        ({ peakMemoryBytes }) => peakMemoryBytes,
        formatMegabytes,
        timesLess,
      ),
      ...compareMedians(
        { id: `train/${name}/micro-f1`, measure: '… micro-F1 at 50 % labels' },
        beside(name),
        ({ scores }) => percent(scores.microF1),
        formatPoints,
        pointsBetter,
      ),
      ...compareMedians(
        { id: `train/${name}/macro-f1`, measure: '… macro-F1' },
        beside(name),
        ({ scores }) => percent(scores.macroF1),
        formatPoints,
        pointsBetter,
      ),
    ]),
    ...alone('train/kernel-memory', '… kernel memory / (graph and tables)', tovec, memoryShare),
  ];
}

/** Kernel memory, as a multiple of the graph and the tables in it. */
function memoryShare({ details }: TrainRun): number | undefined {
  const report = details?.report as
    | { memoryBytes: number; graph: { nodes: number; arcs: number } }
    | undefined;
  if (!report) return undefined;
  const { nodes, arcs } = report.graph;
  const graph = 4 * (nodes + 1) + 4 * arcs;
  const tables = 2 * 4 * nodes * training.dimensions;
  return report.memoryBytes / (graph + tables);
}

function walkRows(all: readonly RunRecord[]): Row[] {
  const speed = ({ details }: WalkRun) =>
    (details?.report as { stepsPerSecond: number } | undefined)?.stepsPerSecond;
  const runs = select(runsOf<WalkRun>(all, 'walk'), ours);
  const found = quantity(medianOf(runs, speed), (rate) => formatRate(rate, 'steps/s'));
  if (!found) return [];
  const millions = { value: found.value / 1e6, text: found.text };
  return [{ id: 'walk', measure: 'walking, one thread', tovec: millions, result: millions }];
}

function qualityRows(all: readonly RunRecord[]): Row[] {
  const runs = runsOf<QualityRun>(all, 'quality');
  const rows = (what: QualityRun['what'], measure: string, score: 'accuracy' | 'auc') => {
    const own = runs.filter((run) => run.what === what);
    const names = peersOf(own);
    return (names.length > 0 ? names : [undefined]).flatMap((name) =>
      compareMedians(
        { id: `${what}/${name}`, measure },
        { tovec: select(own, ours), peer: select(own, name ?? ''), name },
        ({ scores }) => percent(scores[score]),
        formatPoints,
        pointsBetter,
      ),
    );
  };
  return [
    ...alone(
      'cora/accuracy',
      'Cora, accuracy at 50 % labels',
      select(runs, ours).filter(({ what }) => what === 'cora'),
      ({ scores }) => percent(scores.accuracy),
    ),
    ...rows('cora', '… beside others', 'accuracy'),
    ...rows('links', 'Cora, AUC of citations held out', 'auc'),
  ];
}

function scaleRows(all: readonly RunRecord[]): Row[] {
  const runs = runsOf<ScaleRun>(all, 'scale');
  const perNode = ({ report, nodes }: ScaleRun) => (report?.seconds.total ?? Number.NaN) / nodes;
  const largest = runs.reduce<ScaleRun | undefined>(
    (most, run) => (run.nodes > (most?.nodes ?? 0) ? run : most),
    undefined,
  );
  const smallest = runs.find(({ nodes }) => nodes === Math.min(...runs.map((run) => run.nodes)));
  if (!largest || !smallest) return [];
  const rows = runs.map(
    (run): Row => ({
      id: `scale/${run.nodes}`,
      measure: `${run.nodes.toLocaleString('en-US')} nodes, 10 edges each`,
      tovec: { value: perNode(run), text: formatSeconds(run.report?.seconds.total ?? Number.NaN) },
    }),
  );
  const memory = {
    value: largest.peakMemoryBytes / 1e6,
    text: formatMegabytes(largest.peakMemoryBytes),
  };
  const growth = perNode(largest) / perNode(smallest);
  const linear = { value: growth, text: `${growth.toFixed(2)}×` };
  return [
    ...rows,
    { id: 'scale/memory', measure: '… peak memory of the largest', tovec: memory, result: memory },
    {
      id: 'scale/linear',
      measure: '… time for a node, largest / smallest',
      tovec: linear,
      result: linear,
    },
  ];
}

/** A number that stands alone. */
function alone<Run>(
  id: string,
  measure: string,
  runs: readonly Run[],
  value: (run: Run) => number | undefined,
): Row[] {
  const found = quantity(medianOf(runs, value), formatPoints);
  return found ? [{ id, measure, tovec: found, result: found }] : [];
}

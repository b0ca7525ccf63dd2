import type { TaskResult } from '../results/task-result.js';
import type { ClassificationResult } from '../tasks/classification-types.js';
import type { ClusteringResult } from '../tasks/clustering-types.js';
import type { TransferResult } from '../tasks/transfer-types.js';
import type { VectorMap } from '../tasks/vector-map.js';
import type { Block, Cell } from './document.js';
import { formatCount, formatScore, formatShare } from './format.js';
import { type Labelled, resultsOf } from './labelled.js';
import { rocPlot } from './ranking-details.js';
import { scoreCell } from './score-cell.js';

/** Classes that a matrix can show, and still be read. */
const mostInMatrix = 30;
/** Curves that a plot can show, and still be told apart. */
const mostCurves = 10;

/** What is worth telling of labels beyond the scores; undefined for other tasks. */
export function probeDetails(
  caption: string,
  labelled: readonly Labelled<TaskResult>[],
): Block[] | undefined {
  switch (labelled[0]?.result.task) {
    case 'classification':
      return classificationBlocks(caption, resultsOf(labelled, 'classification'));
    case 'clustering':
      return clusteringBlocks(caption, resultsOf(labelled, 'clustering'));
    case 'transfer':
      return resultsOf(labelled, 'transfer').flatMap((one) => transferBlocks(caption, one));
    default:
      return undefined;
  }
}

function classificationBlocks(
  caption: string,
  labelled: readonly Labelled<ClassificationResult>[],
): Block[] {
  const rows = labelled.map(({ label, result }): Cell[] => [
    label,
    scoreCell('accuracy', result.accuracy, result.accuracyInterval),
    scoreCell('macroF1', result.macroF1, result.macroF1Interval),
    scoreCell('microF1', result.microF1, result.microF1Interval),
    scoreCell('weightedF1', result.weightedF1, result.weightedF1Interval),
    divisionOf(result),
    usedOf(result),
    convergence(result),
  ]);
  const header = [
    ...['encoder', 'accuracy', 'macro F1', 'micro F1', 'weighted F1'],
    ...['train and test items', 'items', 'probes'],
  ];
  return [
    { kind: 'table', caption, header, rows },
    ...labelled.flatMap(({ label, result }) => classBlocks(`${caption}, ${label}`, result)),
  ];
}

function divisionOf({ options, rounds }: ClassificationResult): string {
  const [first] = rounds;
  const sizes = first ? `${formatCount(first.train)} and ${formatCount(first.test)}` : '–';
  if (options.division === 'given') return `${sizes}, as the dataset has it`;
  const times = options.division === 'folds' ? 'folds' : 'splits';
  return rounds.length > 1 ? `${sizes}, ${rounds.length} ${times}` : sizes;
}

function convergence({ rounds, options }: ClassificationResult): string {
  const stopped = rounds.filter(({ converged }) => !converged).length;
  const cs = [...new Set(rounds.map(({ c }) => c))];
  const c =
    cs[0] === null || cs[0] === undefined
      ? ''
      : `, C ${cs.map((one) => Number(one?.toPrecision(3))).join(' ')}`;
  return `${options.probe}${c}${stopped > 0 ? `, ${stopped} stopped early` : ''}`;
}

function classBlocks(caption: string, { classes, confusion, map }: ClassificationResult): Block[] {
  const rows = classes.map((one): Cell[] => [
    one.label,
    formatScore('microF1', one.precision),
    formatScore('microF1', one.recall),
    formatScore('microF1', one.f1),
    formatScore('auc', one.rocAuc),
    formatCount(one.support),
  ]);
  const header = ['class', 'precision', 'recall', 'F1', 'AUC', 'tested'];
  const curves = [...classes].sort((a, b) => b.support - a.support).slice(0, mostCurves);
  const names = classes.map(({ label }) => label);
  const some = curves.length < classes.length ? `, the ${curves.length} largest classes` : '';
  return [
    { kind: 'table', caption: `${caption}: classes`, header, rows },
    ...rocPlot(
      `${caption}: ROC of each class against the others${some}`,
      curves.map(({ label, rocAuc, roc }) => ({
        label: `${label}, AUC ${formatScore('auc', rocAuc)}`,
        points: roc,
      })),
    ),
    ...(confusion && names.length <= mostInMatrix
      ? [
          {
            ...({ kind: 'matrix', title: `${caption}: confusion`, counts: confusion } as const),
            ...{ rows: names, columns: names, rowTitle: 'true', columnTitle: 'predicted' },
          },
        ]
      : []),
    ...mapBlocks(caption, map),
  ];
}

function clusteringBlocks(
  caption: string,
  labelled: readonly Labelled<ClusteringResult>[],
): Block[] {
  const rows = labelled.map(({ label, result }): Cell[] => [
    label,
    scoreCell('vMeasure', result.vMeasure, result.interval),
    formatScore('vMeasure', result.homogeneity),
    formatScore('vMeasure', result.completeness),
    scoreCell('nmi', result.nmi, result.nmiInterval),
    scoreCell('ari', result.ari, result.ariInterval),
    scoreCell('purity', result.purity, result.purityInterval),
    {
      text: formatScore('silhouette', result.silhouette),
      note:
        result.silhouetteItems < result.used
          ? `of ${formatCount(result.silhouetteItems)} items`
          : '',
    },
    formatCount(result.options.clusters),
    usedOf(result),
  ]);
  const header = [
    ...['encoder', 'V-measure', 'homogeneity', 'completeness', 'NMI', 'ARI', 'purity'],
    ...['silhouette', 'clusters', 'items'],
  ];
  return [
    { kind: 'table', caption, header, rows },
    ...labelled.flatMap(({ label, result }) => clusterBlocks(`${caption}, ${label}`, result)),
  ];
}

function clusterBlocks(caption: string, result: ClusteringResult): Block[] {
  const { classes, clusters, contingency, map } = result;
  const isShown = Math.max(classes.length, clusters.length) <= mostInMatrix;
  const columns = clusters.map(({ majority }, at) => `${at + 1}: ${majority}`);
  return [
    ...(isShown
      ? [
          {
            ...({ kind: 'matrix', title: `${caption}: classes in clusters` } as const),
            ...{ rows: classes, columns, counts: contingency },
            ...{ rowTitle: 'class', columnTitle: 'cluster, and most of it' },
          },
        ]
      : []),
    ...mapBlocks(caption, map),
  ];
}

/** One scatter plot of the vectors; the rarer of too many classes are one group. */
function mapBlocks(caption: string, { classes, points, explained, items }: VectorMap): Block[] {
  if (points.length === 0) return [];
  const counts = classes.map((_, at) => points.filter((point) => point.class === at).length);
  const shown = [...classes.keys()]
    .filter((at) => counts[at]! > 0)
    .sort((a, b) => counts[b]! - counts[a]!)
    .slice(0, mostCurves)
    .sort((a, b) => a - b);
  const groups = shown.map((at) => classes[at]!);
  const hasOthers = points.some((point) => !shown.includes(point.class));
  const some =
    points.length < items ? `, ${formatCount(points.length)} of ${formatCount(items)}` : '';
  return [
    {
      kind: 'scatter',
      title: `${caption}: the vectors in a plane${some}`,
      x: `first principal component, ${formatShare(explained[0] ?? 0)} of the variance`,
      y: `second, ${formatShare(explained[1] ?? 0)}`,
      groups: hasOthers ? [...groups, 'other classes'] : groups,
      points: points.map(({ x, y, class: own }) => {
        const at = shown.indexOf(own);
        return { x, y, group: at < 0 ? groups.length : at };
      }),
    },
  ];
}

function transferBlocks(caption: string, { label, result }: Labelled<TransferResult>): Block[] {
  const { curves, options, tested, pool, items, classes } = result;
  const rows = curves.map(({ contestant, points, meanAccuracy, dimensions }): Cell[] => [
    contestant,
    ...points.map(({ accuracy, interval }) => scoreCell('accuracy', accuracy, interval)),
    formatShare(meanAccuracy),
    formatCount(dimensions),
  ]);
  const header = ['contestant', ...options.shots.map(formatCount), 'mean', 'dimensions'];
  const draws = options.draws === 1 ? 'one draw' : `${formatCount(options.draws)} draws`;
  return [
    {
      kind: 'table',
      caption: `${caption}, ${label}: accuracy by labelled examples per class`,
      header,
      rows,
    },
    {
      kind: 'paragraph',
      text:
        `Means of ${draws} of examples, in brackets where they would lie with other draws. ` +
        `Drawn from ${formatCount(pool)} and tested on ${formatCount(tested)} of ${formatCount(items)} items of ${formatCount(classes.length)} classes.`,
    },
    {
      kind: 'curves',
      title: `${caption}, ${label}: learning curves`,
      x: { label: 'labelled examples per class', scale: 'log2' },
      y: { label: 'accuracy', metric: 'accuracy' },
      curves: curves.map(({ contestant, points }) => ({
        label: contestant,
        points: points.map(({ shots, accuracy, interval }) => ({
          ...{ x: shots, y: accuracy, low: interval?.low, high: interval?.high },
        })),
      })),
    },
  ];
}

function usedOf({ used, items }: { readonly used: number; readonly items: number }): string {
  return `${formatCount(used)} of ${formatCount(items)}`;
}

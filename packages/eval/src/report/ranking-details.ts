import type { BestThreshold } from '../metrics/best-threshold.js';
import type { TaskResult } from '../results/task-result.js';
import type { LinkPredictionResult } from '../tasks/link-prediction-types.js';
import type { PairMeasure } from '../tasks/pair-scores.js';
import type { PairsResult } from '../tasks/pairs-types.js';
import type { RetrievalMetric, RetrievalResult } from '../tasks/retrieval-types.js';
import type { Block, Cell, CurvesBlock } from './document.js';
import { formatCount, formatScore, formatShare } from './format.js';
import { type Labelled, resultsOf } from './labelled.js';
import { scoreCell } from './score-cell.js';

/** What is worth telling of rankings beyond their scores; undefined for other tasks. */
export function rankingDetails(
  caption: string,
  labelled: readonly Labelled<TaskResult>[],
): Block[] | undefined {
  switch (labelled[0]?.result.task) {
    case 'pairs':
      return pairBlocks(caption, resultsOf(labelled, 'pairs'));
    case 'retrieval':
      return retrievalBlocks(caption, resultsOf(labelled, 'retrieval'));
    case 'link-prediction':
      return resultsOf(labelled, 'link-prediction').flatMap((one) => linkBlocks(caption, one));
    default:
      return undefined;
  }
}

const measureNames = { cosine: 'cosine', dot: 'dot product', euclidean: 'Euclidean distance' };

function pairBlocks(caption: string, labelled: readonly Labelled<PairsResult>[]): Block[] {
  const graded = labelled.filter(({ result }) => result.kind === 'graded');
  const binary = labelled.filter(({ result }) => result.kind === 'binary');
  const pairsOf = ({ used, pairs }: PairsResult) =>
    used === pairs ? formatCount(pairs) : `${formatCount(used)} of ${formatCount(pairs)}`;
  const gradedRows = graded.flatMap(({ label, result }) =>
    result.graded.map(({ measure, spearman, pearson }, at): Cell[] => [
      ...[label, measureNames[measure]],
      at === 0
        ? scoreCell('spearman', spearman, result.interval)
        : formatScore('spearman', spearman),
      at === 0
        ? scoreCell('pearson', pearson, result.pearsonInterval)
        : formatScore('pearson', pearson),
      pairsOf(result),
    ]),
  );
  const binaryRows = binary.flatMap(({ label, result }) =>
    result.binary.map(({ measure, averagePrecision, auc, bestAccuracy, bestF1 }, at): Cell[] => [
      ...[label, measureNames[measure]],
      scoreCell('averagePrecision', averagePrecision, at === 0 ? result.interval : null),
      scoreCell('auc', auc, at === 0 ? result.aucInterval : null),
      formatShare(bestAccuracy?.accuracy ?? null),
      formatShare(bestF1?.f1 ?? null),
      thresholdText(measure, bestF1),
      pairsOf(result),
    ]),
  );
  return [
    ...tableOf(caption, ['encoder', 'measure', 'Spearman', 'Pearson', 'pairs'], gradedRows),
    ...tableOf(
      caption,
      [
        ...['encoder', 'measure', 'average precision', 'AUC', 'best accuracy', 'best F1'],
        ...['threshold of F1', 'pairs'],
      ],
      binaryRows,
    ),
    ...rocPlot(
      `${caption}: ROC of the cosine`,
      binary.map(({ label, result }) => ({
        label: `${label}, AUC ${formatScore('auc', result.binary[0]?.auc ?? null)}`,
        points: result.roc,
      })),
    ),
  ];
}

/** From where on pairs belong together; a distance is what is not exceeded. */
function thresholdText(measure: PairMeasure, best: BestThreshold | null): string {
  if (best === null) return '–';
  return measure === 'euclidean'
    ? `≤ ${Math.abs(best.threshold).toFixed(3)}`
    : `≥ ${best.threshold.toFixed(3).replace('-', '−')}`;
}

const metricNames: Readonly<Record<RetrievalMetric, string>> = {
  ndcg: 'nDCG',
  mrr: 'MRR',
  map: 'MAP',
  recall: 'recall',
  precision: 'precision',
};

function retrievalBlocks(caption: string, labelled: readonly Labelled<RetrievalResult>[]): Block[] {
  const names = Object.keys(metricNames) as RetrievalMetric[];
  const rows = labelled.flatMap(({ label, result }) =>
    result.options.ks.map((k): Cell[] => [
      ...[label, formatCount(k)],
      ...names.map((name) => {
        const found = result.scores.find(({ metric, k: at }) => metric === name && at === k);
        return scoreCell(name, found?.value ?? null, found?.interval ?? null);
      }),
      `${formatCount(result.used)} of ${formatCount(result.queries)}`,
      formatCount(result.documents),
    ]),
  );
  const header = [
    'encoder',
    'k',
    ...names.map((name) => metricNames[name]),
    'queries',
    'documents',
  ];
  return tableOf(caption, header, rows);
}

function linkBlocks(caption: string, { label, result }: Labelled<LinkPredictionResult>): Block[] {
  const { methods, chosen, chosenBy, used, positives, residualEdges, nodes } = result;
  const rows = methods.map((one): Cell[] => [
    one.method === chosen ? `${one.method} (chosen)` : one.method,
    one.learned ? 'logistic regression' : 'nothing',
    formatScore('auc', one.validationAuc),
    scoreCell('auc', one.auc, one.aucInterval),
    scoreCell('averagePrecision', one.averagePrecision, one.averagePrecisionInterval),
  ]);
  const header = ['operator', 'learns', 'validation AUC', 'test AUC', 'test average precision'];
  const how =
    chosenBy === 'validation'
      ? 'The method of the score is the best on the validation pairs, which are not those of the test.'
      : 'There are no validation pairs, so the first method is that of the score.';
  return [
    ...tableOf(`${caption}, ${label}`, header, rows),
    {
      kind: 'paragraph',
      text:
        `${how} The encoder knew ${formatCount(residualEdges)} edges between ${formatCount(nodes)} nodes; ` +
        `${formatCount(used)} of ${formatCount(2 * positives)} test pairs were asked, half of them with an edge.`,
    },
    ...rocPlot(
      `${caption}, ${label}: ROC on the test pairs`,
      methods.map((one) => ({
        label: `${one.method}, AUC ${formatScore('auc', one.auc)}`,
        points: one.roc,
      })),
    ),
  ];
}

function tableOf(caption: string, header: readonly string[], rows: readonly Cell[][]): Block[] {
  return rows.length > 0 ? [{ kind: 'table', caption, header, rows }] : [];
}

/** ROC curves in one plot; nothing where there are none. */
export function rocPlot(title: string, curves: CurvesBlock['curves']): Block[] {
  const drawn = curves.filter(({ points }) => points.length > 0);
  if (drawn.length === 0) return [];
  const [x, y] = ['false positive rate', 'true positive rate'].map((label) => ({
    ...{ label, from: 0, to: 1 },
  }));
  return [{ kind: 'curves', title, x: x!, y: y!, curves: drawn, isSquare: true, diagonal: true }];
}

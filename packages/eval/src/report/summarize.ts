import { encoderLabel } from '../results/result.js';
import type { TaskResult } from '../results/task-result.js';

/** All results of one task and metric: a row for each encoder, a column for each dataset. */
export interface SummaryTable {
  readonly task: TaskResult['task'];
  readonly metric: string;
  readonly datasets: readonly string[];
  readonly rows: readonly SummaryRow[];
}

export interface SummaryRow {
  /** The encoder, with the options of its evaluations where the same encoder is there with others. */
  readonly label: string;
  /** Its result on each dataset; undefined where there is none. */
  readonly results: readonly (TaskResult | undefined)[];
}

/**
 * Arranges results by task and metric, encoder and dataset, in the order given. Of results with the same
 * of all, and the same options, the last one counts.
 *
 * @example
 * ```ts
 * import { readWordPairs, similarity, summarize } from '@tovec/eval';
 * import { createKeyedVectors } from '@tovec/vectors';
 *
 * const matrix = Float32Array.of(1, 0, 3, 1, -1, 2);
 * const vectors = createKeyedVectors({ items: ['cat', 'tiger', 'stock'], matrix, dimensions: 2 });
 * const file = new TextEncoder().encode('tiger cat 7.4\ncat stock 1\nstock tiger 0.9\n');
 * const pairs = await readWordPairs(file, { name: 'animals' });
 * const [table] = summarize([await similarity(vectors, pairs, { name: 'mine' })]);
 * console.log(table?.datasets, table?.rows[0]?.label, table?.rows[0]?.results[0]?.score);
 * // [ 'animals' ] mine 0.5
 * ```
 */
export function summarize(results: readonly TaskResult[]): SummaryTable[] {
  return unique(results.map(tableKey)).map((table) => {
    const own = results.filter((result) => tableKey(result) === table);
    const datasets = unique(own.map(datasetKey));
    const rows = unique(own.map(rowKey)).map((key) => {
      const ofRow = own.filter((result) => rowKey(result) === key);
      return {
        label: labelOf(ofRow[0]!, own),
        results: datasets.map((dataset) => ofRow.findLast((one) => datasetKey(one) === dataset)),
      };
    });
    const names = datasets.map((key) => own.find((one) => datasetKey(one) === key)!.dataset.name);
    const { task, primaryMetric: metric } = own[0]!;
    return { task, metric, datasets: names, rows };
  });
}

/** Scores of different metrics do not stand in one table: nDCG@10 and nDCG@100, say. */
function tableKey({ task, primaryMetric }: TaskResult): string {
  return `${task}\n${primaryMetric}`;
}

function datasetKey({ dataset }: TaskResult): string {
  return `${dataset.name}\n${dataset.sha256 ?? ''}`;
}

function rowKey(result: TaskResult): string {
  return `${encoderLabel(result)}\n${JSON.stringify(result.options)}`;
}

function labelOf(result: TaskResult, all: readonly TaskResult[]): string {
  const label = encoderLabel(result);
  const rivals = all.filter((other) => encoderLabel(other) === label);
  const options = result.options as Readonly<Record<string, unknown>>;
  const differing = Object.entries(options).filter(([key, value]) =>
    rivals.some(
      (other) => JSON.stringify((other.options as typeof options)[key]) !== JSON.stringify(value),
    ),
  );
  if (differing.length === 0) return label;
  return `${label} (${differing.map(([key, value]) => `${key}: ${String(value)}`).join(', ')})`;
}

function unique<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}

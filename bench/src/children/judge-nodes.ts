// Measures what vectors of nodes are worth, in a process of its own:
//
//   node judge-nodes.js '{ "model": …, "labels": …, … }' or '{ "model": …, "split": …, … }'
import { readFileSync } from 'node:fs';
import { classification, type EdgeSplit, linkPrediction, readLabelled } from '@tovec/eval';
import { readVectors } from '@tovec/vectors';

export type JudgeNodesInput = { readonly model: string } & (
  | {
      /** Nodes and their labels, one node a line. */
      readonly labels: string;
      readonly trainFraction: number;
      readonly splits: number;
    }
  | {
      /** A split of edges, as JSON in a file. */
      readonly split: string;
    }
);

export interface JudgeNodesOutput {
  readonly accuracy?: number | null;
  readonly microF1?: number | null;
  readonly macroF1?: number | null;
  /** Area under the ROC curve of pairs held out, by the operator that each is best with. */
  readonly auc?: number | null;
  readonly method?: string;
}

const input = JSON.parse(process.argv[2] ?? '') as JudgeNodesInput;
const vectors = await readVectors(input.model);
console.log(JSON.stringify(await judge()));

async function judge(): Promise<JudgeNodesOutput> {
  if ('split' in input) {
    const split = JSON.parse(readFileSync(input.split, 'utf8')) as EdgeSplit;
    const { score, chosen } = await linkPrediction(vectors, split, { resamples: 0 });
    return { auc: score, method: chosen };
  }
  const { labels, trainFraction, splits } = input;
  const dataset = await readLabelled(labels);
  const options = { trainFraction, splits, resamples: 0 };
  const { accuracy, microF1, macroF1 } = await classification(vectors, dataset, options);
  return { accuracy, microF1, macroF1 };
}

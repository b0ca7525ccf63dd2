import { type EdgeSplit, type LinkPredictionOptions, linkPrediction } from '@tovec/eval';
import { type Command, Option } from 'commander';
import type { Context } from '../context.js';
import { UsageError } from '../errors.js';
import {
  addEdgeSplitOptions,
  type EdgeSplitRunOptions,
  edgeSplitOf,
} from '../evaluation/edge-splits.js';
import {
  addLinearProbeOptions,
  type LinearProbeRunOptions,
  linearProbeOptions,
} from '../evaluation/probe-options.js';
import { checkReports } from '../evaluation/run-evaluation.js';
import {
  addExtrinsicOptions,
  type ExtrinsicRunOptions,
  runExtrinsic,
} from '../evaluation/run-extrinsic.js';
import {
  addNodeTrainingOptions,
  type NodeTrainingOptions,
  refuseNodeTraining,
  trainNodes,
} from '../evaluation/train-nodes.js';
import { addExamples } from '../options/examples.js';
import { graphArgument } from '../options/graph.js';
import { count } from '../output/numbers.js';
import { table } from '../output/table.js';

interface Options
  extends ExtrinsicRunOptions,
    EdgeSplitRunOptions,
    LinearProbeRunOptions,
    NodeTrainingOptions {
  readonly train: boolean;
  readonly seed: number;
  readonly operators?: NonNullable<LinkPredictionOptions['operators']>;
}

export function define(command: Command, context: Context): void {
  command
    .argument('<edges>', `${graphArgument}; or a split that was kept`)
    .option(
      '--model <file...>',
      'models of the residual graph of a split (default: train Node2Vec)',
    )
    .option('--no-train', 'only hold edges out, for --split-out');
  addEdgeSplitOptions(command);
  addNodeTrainingOptions(command);
  addLinearProbeOptions(command);
  command
    .addOption(
      new Option('--operators <name...>', 'how two vectors become one (default: all)').choices([
        ...['hadamard', 'average', 'l1', 'l2', 'concatenation'],
      ]),
    )
    .option('--no-standardize', 'leave the dimensions of pairs as they are')
    .action((edges: string, options: Options) => run(context, command, edges, options));
  addExtrinsicOptions(command);
  addExamples(command, [
    [
      'tovec eval link-prediction edges.txt --p 0.25 --q 0.25',
      'Node2Vec, trained on half the edges',
    ],
    [
      'tovec eval link-prediction edges.txt --no-train --split-out split.json --residual-out residual.txt',
      'Hold edges out, to train other models on the rest',
    ],
    [
      'tovec eval link-prediction split.json --model a.safetensors b.safetensors',
      'Two models of the residual graph in one table',
    ],
  ]);
}

async function run(context: Context, command: Command, edges: string, options: Options) {
  const { model = [], operators, standardize, splitOut, train } = options;
  await checkReports(options);
  if (!train && (splitOut === undefined || model.length > 0)) {
    throw new UsageError(
      '--no-train holds edges out only: give --split-out <file>, and no --model',
    );
  }
  if (model.length > 0) refuseNodeTraining(command);
  const { split, isKept } = await edgeSplitOf(edges, options, command, context);
  if (!train) {
    await context.print(summaryOf(split), () => summaryTable(split));
    return;
  }
  if (model.length > 0 && !isKept) {
    throw new UsageError(
      '--model needs the split that it was trained on: give what --split-out wrote instead of edges',
    );
  }
  const measure: Parameters<typeof runExtrinsic>[3] = async (encoder, common) => [
    await linkPrediction(encoder, split, {
      ...{ ...common, ...linearProbeOptions(options), operators, standardize },
    }),
  ];
  if (model.length > 0) await runExtrinsic(context, model, options, measure);
  else {
    const load = () => trainNodes(split, options, context);
    await runExtrinsic(context, ['node2vec'], options, measure, load);
  }
}

/** How many edges are where. */
function summaryOf({ nodes, edges, selfLoops, residual, validation, test }: EdgeSplit) {
  return {
    ...{ nodes, edges, selfLoops, residualEdges: residual.length },
    ...{ validationEdges: validation.positives.length, testEdges: test.positives.length },
  };
}

function summaryTable(split: EdgeSplit): string {
  const { nodes, edges, residualEdges, validationEdges, testEdges } = summaryOf(split);
  const rows = {
    nodes,
    edges,
    residual: residualEdges,
    validation: validationEdges,
    test: testEdges,
  };
  return table(
    Object.entries(rows).map(([name, number]) => [name, count(number)]),
    ['left', 'right'],
  );
}

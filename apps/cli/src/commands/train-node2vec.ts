import {
  type GraphInput,
  type Node2Vec,
  type Node2VecTrainOptions,
  trainNode2Vec,
} from '@tovec/graph/node2vec';
import { type Command, Option } from 'commander';
import type { Context } from '../context.js';
import { graphOf } from '../files/graph.js';
import { trainModel } from '../files/train-model.js';
import { tableWriters } from '../files/writers.js';
import { addExamples } from '../options/examples.js';
import { addGraphOptions, addWalkOptions, graphArgument } from '../options/graph.js';
import { integer, number } from '../options/parse.js';
import { addCheckpointOptions, addRunOptions, type TrainingOptions } from '../options/training.js';
import { count } from '../output/numbers.js';
import { trainingSummary, vectorsRow, workersText } from '../output/training-summary.js';

type Options = TrainingOptions & Omit<Node2VecTrainOptions, 'checkpoint'>;

export function define(command: Command, context: Context): void {
  command
    .argument('<edges>', graphArgument)
    .requiredOption(
      '--out <file>',
      'where the model goes: .safetensors keeps all of it; .txt, .vec, .bin and .npy its vectors',
    )
    .option('--dimensions <n>', 'numbers in a vector', integer({ min: 1 }), 128)
    .option('--window <n>', 'nodes to either side at most', integer({ min: 1 }), 10)
    .option('--epochs <n>', 'passes, each with walks of its own', integer({ min: 1 }), 1)
    .option('--negative <n>', 'noise nodes for each node; 0: none', integer({ min: 0 }), 5)
    .option('--hierarchical-softmax', 'learn ways through a Huffman tree, beside noise or instead')
    .addOption(
      new Option('--architecture <name>', 'predict the nodes around a node, or a node from them')
        .choices(['skip-gram', 'cbow'])
        .default('skip-gram'),
    )
    .option('--sample <t>', 'thin out nodes visited more often', number({ min: 0 }), 1e-3)
    .option(
      '--learning-rate <r>',
      'at the start; falls to a ten-thousandth (default: 0.025, for cbow 0.05)',
      number({ above: 0 }),
    );
  addWalkOptions(command);
  addGraphOptions(command);
  addRunOptions(command);
  addCheckpointOptions(command);
  command.action((edges: string, options: Options) => run(context, edges, options));
  addExamples(command, [
    ['tovec train node2vec edges.txt --out nodes.safetensors', 'DeepWalk: p = q = 1'],
    [
      'tovec train node2vec edges.txt --out nodes.safetensors --p 0.25 --q 0.25 --workers 2',
      'Walks that go back and wander',
    ],
    [
      'tovec train node2vec roads.tsv.gz --out nodes.txt --weighted --weight distance --directed',
      'Distances between places, one way',
    ],
  ]);
}

async function run(context: Context, edges: string, options: Options) {
  const { out, checkpoint, checkpointEvery, ...training } = options;
  await trainModel<Node2Vec, GraphInput>(context, edges, options, {
    writers: tableWriters,
    open: graphOf,
    train: (graph, hooks) => trainNode2Vec(graph, { ...training, ...hooks }),
    secondsOf: ({ report }) => report.seconds,
    summary: ({ report, vectors }) =>
      trainingSummary(
        out,
        report,
        [
          vectorsRow(vectors.size, vectors.dimensions),
          ['graph', graphText(report.graph)],
          ['walks', `${count(report.steps)} steps, ${report.strategy}`],
        ],
        `${count(report.tokensPerSecond)} steps/s on ${workersText(report.workers)}`,
      ),
  });
}

/** A graph in a line: what there is of it, and nothing that there is not. */
function graphText(graph: Node2Vec['report']['graph']): string {
  const { nodes, edges, directed, weighted, selfLoops, parallelEdges, isolated, sinks } = graph;
  const noun = edges === 1 ? 'edge' : 'edges';
  const kind = [...(weighted ? ['weighted'] : []), ...(directed ? ['directed'] : []), noun];
  const peculiarities = [
    [selfLoops, 'self-loops'],
    [parallelEdges, 'listed again'],
    [isolated, 'isolated nodes'],
    [sinks, 'sinks'],
  ] as const;
  const more = peculiarities
    .filter(([number]) => number > 0)
    .map(([number, what]) => `${count(number)} ${what}`);
  return [`${count(nodes)} nodes`, `${count(edges)} ${kind.join(' ')}`, ...more].join(', ');
}

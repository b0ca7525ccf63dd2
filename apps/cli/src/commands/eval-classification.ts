import { classification, type ProbeKind } from '@tovec/eval';
import { type Command, Option } from 'commander';
import type { Context } from '../context.js';
import { addBagOptions } from '../evaluation/bag-of-words.js';
import {
  addLabelledOptions,
  addTestOption,
  type LabelledOptions,
  readLabelledSets,
} from '../evaluation/labelled.js';
import {
  addLinearProbeOptions,
  type LinearProbeRunOptions,
  linearProbeOptions,
} from '../evaluation/probe-options.js';
import {
  addExtrinsicOptions,
  addModelArguments,
  type ExtrinsicRunOptions,
  modelsOf,
  onEach,
  runExtrinsic,
} from '../evaluation/run-extrinsic.js';
import { addExamples } from '../options/examples.js';
import { integer, number } from '../options/parse.js';

interface Options extends ExtrinsicRunOptions, LabelledOptions, LinearProbeRunOptions {
  readonly trainFraction?: number;
  readonly splits?: number;
  readonly folds?: number;
  readonly multiLabel?: boolean;
  readonly probe?: ProbeKind;
  readonly neighbors: number;
  readonly distance: 'cosine' | 'euclidean';
}

export function define(command: Command, context: Context): void {
  addModelArguments(command);
  addLabelledOptions(command);
  addTestOption(command);
  command
    .option('--multi-label', 'items have several labels: find as many as each has')
    .optionsGroup('Divide:')
    .option(
      '--train-fraction <share>',
      'share of items to train with (default: 0.5)',
      number({ above: 0 }),
    )
    .option('--splits <n>', 'random divisions, averaged', integer({ min: 1 }))
    .option('--folds <k>', 'cross-validation in so many folds instead', integer({ min: 2 }));
  addLinearProbeOptions(command);
  command
    .addOption(
      new Option('--probe <name>', 'what learns (default: logistic)').choices([
        ...['logistic', 'one-vs-rest', 'knn'],
      ]),
    )
    .option('--standardize', 'bring each dimension to mean 0 and variance 1')
    .option('--neighbors <n>', 'neighbours that vote, of knn', integer({ min: 1 }), 5)
    .addOption(
      new Option('--distance <name>', 'what is near, for knn')
        .choices(['cosine', 'euclidean'])
        .default('cosine'),
    )
    .action((models: string[], options: Options) => run(context, models, options));
  addBagOptions(command);
  addExtrinsicOptions(command);
  addExamples(command, [
    [
      'tovec eval classification vectors.txt --labels labels.txt --train-fraction 0.5',
      'Classes of items, by logistic regression on half of them',
    ],
    [
      'tovec eval classification nodes.bin --labels groups.txt --multi-label --splits 10',
      'Groups of nodes, as node2vec is measured',
    ],
    [
      'tovec eval classification a.bin b.bin --class good=pos.txt bad=neg.txt --folds 10 --html r.html',
      'Two models, on a file for each class, with a report',
    ],
  ]);
}

async function run(context: Context, models: readonly string[], options: Options) {
  const { trainFraction, splits, folds, multiLabel, probe, neighbors, distance } = options;
  const all = modelsOf(models, options);
  const sets = await readLabelledSets(options, context);
  await runExtrinsic(context, all, options, (encoder, common) =>
    onEach(sets, (set) =>
      classification(encoder, set, {
        ...{ ...common, ...linearProbeOptions(options), probe, neighbors, distance },
        ...{ trainFraction, splits, folds, multiLabel },
      }),
    ),
  );
}

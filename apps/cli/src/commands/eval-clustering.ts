import { clustering } from '@tovec/eval';
import { type Command, Option } from 'commander';
import type { Context } from '../context.js';
import { addBagOptions } from '../evaluation/bag-of-words.js';
import {
  addLabelledOptions,
  type LabelledOptions,
  readLabelledSets,
} from '../evaluation/labelled.js';
import {
  addExtrinsicOptions,
  addModelArguments,
  type ExtrinsicRunOptions,
  modelsOf,
  onEach,
  runExtrinsic,
} from '../evaluation/run-extrinsic.js';
import { addExamples } from '../options/examples.js';
import { integer } from '../options/parse.js';

interface Options extends ExtrinsicRunOptions, LabelledOptions {
  readonly clusters?: number;
  readonly algorithm?: 'lloyd' | 'mini-batch';
  readonly starts: number;
}

export function define(command: Command, context: Context): void {
  addModelArguments(command);
  addLabelledOptions(command);
  command
    .optionsGroup('Clusters:')
    .option(
      '--clusters <n>',
      'how many (default: as many as there are labels)',
      integer({ min: 1 }),
    )
    .addOption(
      new Option(
        '--algorithm <name>',
        'all items in every step, or some (default: by size)',
      ).choices(['lloyd', 'mini-batch']),
    )
    .option('--starts <n>', 'runs, of which the best counts', integer({ min: 1 }), 10)
    .action((models: string[], options: Options) => run(context, models, options));
  addBagOptions(command);
  addExtrinsicOptions(command);
  addExamples(command, [
    [
      'tovec eval clustering vectors.txt --labels labels.txt',
      'Whether clusters of vectors are what the labels say',
    ],
  ]);
}

async function run(context: Context, models: readonly string[], options: Options) {
  const { clusters, algorithm, starts } = options;
  const all = modelsOf(models, options);
  const sets = await readLabelledSets(options, context);
  await runExtrinsic(context, all, options, (encoder, common) =>
    onEach(sets, (set) => clustering(encoder, set, { ...common, clusters, algorithm, starts })),
  );
}

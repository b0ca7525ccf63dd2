import {
  type CategoryDataset,
  type ClusteringMethod,
  categorization,
  clusteringMethods,
  readCategories,
} from '@tovec/eval';
import { type Command, Option } from 'commander';
import type { Context } from '../context.js';
import {
  addEvaluationOptions,
  addModels,
  type RunOptions,
  runEvaluation,
} from '../evaluation/run-evaluation.js';
import { sourceOf } from '../files/sources.js';
import { addExamples } from '../options/examples.js';

interface Options extends RunOptions {
  readonly categories: readonly string[];
  readonly method?: ClusteringMethod;
  readonly missing: 'skip' | 'mean';
}

export function define(command: Command, context: Context): void {
  addModels(command);
  command
    .requiredOption(
      '--categories <file...>',
      'a word and its category a line, or a directory with a file for each category',
    )
    .addOption(
      new Option('--method <name>', 'cluster in one way (default: the best of all)').choices(
        clusteringMethods,
      ),
    )
    .addOption(
      new Option('--missing <what>', 'what becomes of words without a vector')
        .choices(['skip', 'mean'])
        .default('skip'),
    )
    .action((models: string[], options: Options) => run(context, models, options));
  addEvaluationOptions(command);
  addExamples(command, [
    [
      'tovec eval categorization model.safetensors --categories EN-BLESS ap.txt',
      'The purity of clusters, for two sets',
    ],
  ]);
}

async function run(context: Context, models: readonly string[], options: Options) {
  const { categories, method, missing } = options;
  const datasets: CategoryDataset[] = [];
  for (const file of categories) {
    datasets.push(await readCategories(sourceOf(file), { signal: context.signal }));
  }
  const methods = method && [method];
  await runEvaluation(context, models, options, ({ encoder }, common) =>
    categorization(encoder, datasets, { ...common, caseFold: options.caseFold, missing, methods }),
  );
}
